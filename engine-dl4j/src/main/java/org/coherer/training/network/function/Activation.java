package org.coherer.training.network.function;

/**
 * A function of single numbers whose derivative can be told from its value, so that values replace
 * what they are computed from.
 */
public interface Activation {

  /** Replaces the first numbers of an array by their values. */
  void apply(float[] x, int count);

  /** Multiplies gradients by the derivatives at values. */
  void multiplyDerivative(float[] values, float[] gradients, int count);
}
