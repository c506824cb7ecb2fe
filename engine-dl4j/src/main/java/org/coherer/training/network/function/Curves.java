package org.coherer.training.network.function;

/**
 * Smooth activation functions, finite with their derivatives wherever these are. Computed in double
 * precision: a softplus of 1e6 is not the logarithm of an infinite power.
 */
public enum Curves implements Curve {
  /** log(1 + exp(x)). */
  SOFTPLUS {
    @Override
    public double value(double x) {
      double power = Math.exp(-Math.abs(x));
      return Math.max(x, 0) + (power < TINY ? power : Math.log(1 + power));
    }

    @Override
    public double slope(double x) {
      return sigmoid(x);
    }
  },

  /** x tanh(log(1 + exp(x))). */
  MISH {
    @Override
    public double value(double x) {
      return x == 0 ? x : x * tanhOfSoftplus(x);
    }

    @Override
    public double slope(double x) {
      double tanh = tanhOfSoftplus(x);
      double away = 4 * complement(x) * sigmoid(x);
      return tanh + (away == 0 ? 0 : x * away);
    }

    @Override
    public void apply(float[] x, int count) {
      Exponentials.mish(x, 0, count);
    }

    @Override
    public void multiplySlopes(float[] x, float[] gradients, int count) {
      Exponentials.multiplyMishSlopes(x, gradients, 0, count);
    }

    /** (e^2 + 2 e) / (e^2 + 2 e + 2) for e = exp(x), divided by e^2 where that is large. */
    private double tanhOfSoftplus(double x) {
      double e = Math.exp(-Math.abs(x));
      return x > 0 ? (1 + 2 * e) / (1 + 2 * e + 2 * e * e) : e * (e + 2) / (e * (e + 2) + 2);
    }

    /** (1 - tanh^2) / 4 of the softplus: e (e + 2) + 1 over the square of e (e + 2) + 2. */
    private double complement(double x) {
      double e = Math.exp(-Math.abs(x));
      double below = x > 0 ? 1 + 2 * e + 2 * e * e : e * (e + 2) + 2;
      double above = x > 0 ? e * e * (1 + e) * (1 + e) : (1 + e) * (1 + e);
      return above / (below * below);
    }
  },

  /** 1.7159 tanh(2x / 3), in the approximation 1 - 1 / (1 + y + y^2 + 1.41645 y^4). */
  RATIONAL_TANH {
    @Override
    public double value(double x) {
      double y = Math.abs(TWO_THIRDS * x);
      double grown = y + y * y + FOURTH * y * y * y * y;
      return Math.copySign(
          RATIONAL_FACTOR * (Double.isInfinite(grown) ? 1 : grown / (1 + grown)), x);
    }

    @Override
    public double slope(double x) {
      double y = Math.abs(TWO_THIRDS * x);
      double below = 1 + y + y * y + FOURTH * y * y * y * y;
      return RATIONAL_FACTOR * TWO_THIRDS / below * ((1 + 2 * y + 4 * FOURTH * y * y * y) / below);
    }
  };

  /** Below it, log(1 + x) is x to the precision of a float. */
  private static final double TINY = 1e-8;

  private static final double TWO_THIRDS = 2.0 / 3;
  private static final double FOURTH = 1.41645;
  private static final double RATIONAL_FACTOR = 1.7159;

  /** Returns 1 / (1 + exp(-x)). */
  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
