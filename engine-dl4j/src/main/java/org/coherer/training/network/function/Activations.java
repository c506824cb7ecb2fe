package org.coherer.training.network.function;

/** The common activation functions. */
public enum Activations implements Activation {
  /** x. */
  IDENTITY {
    @Override
    public void apply(float[] x, int count) {}

    @Override
    public void multiplyDerivative(float[] values, float[] gradients, int count) {}
  },

  /** max(x, 0). */
  RELU {
    @Override
    public void apply(float[] x, int count) {
      for (int i = 0; i < count; i++) {
        x[i] = Math.max(x[i], 0f);
      }
    }

    @Override
    public void multiplyDerivative(float[] values, float[] gradients, int count) {
      // Without a branch, which would be unpredictable: values are above 0 or 0.
      for (int i = 0; i < count; i++) {
        gradients[i] *= Math.signum(values[i]);
      }
    }
  },

  /** The hyperbolic tangent, with a relative error of 3.3e-7. */
  TANH {
    @Override
    public void apply(float[] x, int count) {
      tanh(x, 0, count);
    }

    @Override
    public void multiplyDerivative(float[] values, float[] gradients, int count) {
      for (int i = 0; i < count; i++) {
        gradients[i] *= 1f - values[i] * values[i];
      }
    }
  },

  /** 1 / (1 + exp(-x)), with an error of 2e-7. */
  SIGMOID {
    @Override
    public void apply(float[] x, int count) {
      sigmoid(x, 0, count);
    }

    @Override
    public void multiplyDerivative(float[] values, float[] gradients, int count) {
      for (int i = 0; i < count; i++) {
        gradients[i] *= values[i] * (1f - values[i]);
      }
    }
  };

  /** Beyond it, 1 is the closest float to the hyperbolic tangent. */
  private static final float TANH_END = 7.9f;

  /**
   * Computes hyperbolic tangents in place: x p(x^2) / q(x^2), fitted by weighted least squares to
   * the least relative error between -7.9 and 7.9. A formula without a table or a branch can be
   * vectorized.
   */
  static void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      float t = Math.max(-TANH_END, Math.min(TANH_END, x[i]));
      float u = t * t;
      float p = -1.1923741e-13f * u + 6.482585e-11f;
      p = p * u - 2.2525017e-08f;
      p = p * u + 1.1689414e-05f;
      p = p * u + 0.0031536378f;
      p = p * u + 0.13128123f;
      p = p * u + 1f;
      float q = 0.00026193168f * u + 0.024691846f;
      q = q * u + 0.46461454f;
      q = q * u + 1f;
      x[i] = t * p / q;
    }
  }

  /** Computes in place 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2. */
  public static void sigmoid(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= 0.5f;
    }
    tanh(x, from, to);
    for (int i = from; i < to; i++) {
      x[i] = 0.5f * x[i] + 0.5f;
    }
  }
}
