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

  /** The hyperbolic tangent, see {@link Exponentials#tanh}. */
  TANH {
    @Override
    public void apply(float[] x, int count) {
      Exponentials.tanh(x, 0, count);
    }

    @Override
    public void multiplyDerivative(float[] values, float[] gradients, int count) {
      for (int i = 0; i < count; i++) {
        gradients[i] *= 1f - values[i] * values[i];
      }
    }
  },

  /** 1 / (1 + exp(-x)), see {@link Exponentials#sigmoid}. */
  SIGMOID {
    @Override
    public void apply(float[] x, int count) {
      Exponentials.sigmoid(x, 0, count);
    }

    @Override
    public void multiplyDerivative(float[] values, float[] gradients, int count) {
      for (int i = 0; i < count; i++) {
        gradients[i] *= values[i] * (1f - values[i]);
      }
    }
  }
}
