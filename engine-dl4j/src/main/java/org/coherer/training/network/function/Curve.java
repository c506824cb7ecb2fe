package org.coherer.training.network.function;

/** An activation function whose derivative is a function of its argument, not of its value. */
public interface Curve {

  /** Returns the function. */
  double value(double x);

  /** Returns its derivative. */
  double slope(double x);

  /** Replaces the first numbers by the function of them. */
  default void apply(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = (float) value(x[i]);
    }
  }

  /**
   * Multiplies the first gradients by the derivative.
   *
   * @param x the arguments; may be overwritten
   */
  default void multiplySlopes(float[] x, float[] gradients, int count) {
    for (int i = 0; i < count; i++) {
      gradients[i] *= (float) slope(x[i]);
    }
  }
}
