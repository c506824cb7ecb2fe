package org.coherer.training.network.function;

/**
 * An activation function whose derivative is a function of its value, so that values can be
 * computed in place.
 */
public interface Activation {

  /** Applies the function to the first elements of an array, in place. */
  void apply(float[] x, int count);

  /** Multiplies gradients by the derivatives at values. */
  void multiplyDerivative(float[] values, float[] gradients, int count);
}
