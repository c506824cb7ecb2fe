package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The momentum of the optimizer {@code nesterov}.
 *
 * @param <S> the type of the stage
 */
public interface HasMomentum<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam momentum() {
    return new DoubleParam(
        this,
        "momentum",
        "momentum of the optimizer nesterov (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getMomentum() {
    return (double) $(momentum());
  }

  /** Sets the momentum. Default 0.9. */
  default S setMomentum(double value) {
    return Setter.set(this, momentum(), value);
  }
}
