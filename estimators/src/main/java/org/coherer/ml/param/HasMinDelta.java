package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The minimum change of the monitored quantity that counts as an improvement. Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasMinDelta<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam minDelta() {
    return new DoubleParam(
        this,
        "minDelta",
        "minimum change of the monitored quantity that counts as an improvement (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getMinDelta() {
    return (double) $(minDelta());
  }

  /** Sets the minimum change that counts as an improvement. Default 0. */
  default S setMinDelta(double value) {
    return Setter.set(this, minDelta(), value);
  }
}
