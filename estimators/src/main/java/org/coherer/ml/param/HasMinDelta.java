package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * By how much what is monitored must change to count as better. Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasMinDelta<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam minDelta() {
    return new DoubleParam(
        this,
        "minDelta",
        "least change of the monitor that counts as better (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getMinDelta() {
    return (double) $(minDelta());
  }

  /** Sets the least change that counts as better. Default 0. */
  default S setMinDelta(double value) {
    return with(minDelta(), value);
  }
}
