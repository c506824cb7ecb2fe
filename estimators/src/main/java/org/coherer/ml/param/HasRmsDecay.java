package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The decay rate of the mean of squared gradients, for the optimizer {@code rmsprop}; {@code alpha}
 * in PyTorch, {@code rho} in Keras.
 *
 * @param <S> the type of the stage
 */
public interface HasRmsDecay<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam rmsDecay() {
    return new DoubleParam(
        this,
        "rmsDecay",
        "decay rate of the mean of squared gradients, for the optimizer rmsprop (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getRmsDecay() {
    return (double) $(rmsDecay());
  }

  /** Sets the decay rate. Default 0.95. */
  default S setRmsDecay(double value) {
    return Setter.set(this, rmsDecay(), value);
  }
}
