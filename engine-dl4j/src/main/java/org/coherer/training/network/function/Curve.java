package org.coherer.training.network.function;

/** An activation function whose derivative is a function of its argument, not of its value. */
public interface Curve {

  /** Returns the function. */
  double value(double x);

  /** Returns its derivative. */
  double slope(double x);
}
