package org.coherer.training.network.function;

/**
 * x times a factor, plus a number.
 *
 * @param factor the factor
 * @param offset the number
 */
public record Affine(float factor, float offset) implements Activation {

  @Override
  public void apply(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = x[i] * factor + offset;
    }
  }

  @Override
  public void multiplyDerivative(float[] values, float[] gradients, int count) {
    for (int i = 0; i < count; i++) {
      gradients[i] *= factor;
    }
  }
}
