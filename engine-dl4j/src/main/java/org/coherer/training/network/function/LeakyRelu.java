package org.coherer.training.network.function;

/**
 * max(x, slope x).
 *
 * @param slope left of 0; from 0 to 1
 */
public record LeakyRelu(float slope) implements Activation {

  /** Checks the slope. */
  public LeakyRelu {
    if (!(slope >= 0 && slope <= 1)) {
      throw new IllegalArgumentException("Invalid slope " + slope + " (must be from 0 to 1)");
    }
  }

  @Override
  public void apply(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(x[i], slope * x[i]);
    }
  }

  @Override
  public void multiplyDerivative(float[] values, float[] gradients, int count) {
    for (int i = 0; i < count; i++) {
      gradients[i] *= values[i] >= 0 ? 1f : slope;
    }
  }
}
