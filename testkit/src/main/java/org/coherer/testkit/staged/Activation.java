package org.coherer.testkit.staged;

/** What a hidden layer makes of its sums. */
enum Activation {
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID {
    @Override
    double of(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    double slope(double y) {
      return y * (1 - y);
    }
  },

  /** The hyperbolic tangent. */
  TANH {
    @Override
    double of(double x) {
      return Math.tanh(x);
    }

    @Override
    double slope(double y) {
      return 1 - y * y;
    }
  },

  /** {@code max(0, x)}. */
  RELU {
    @Override
    double of(double x) {
      return Math.max(0, x);
    }

    @Override
    double slope(double y) {
      return y > 0 ? 1 : 0;
    }
  };

  abstract double of(double x);

  /** Returns the derivative where the activation is y. */
  abstract double slope(double y);
}
