package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * After how many seconds of training no further step is started. Default 0: no limit.
 *
 * @param <S> the type of the stage
 */
public interface HasMaxSeconds<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam maxSeconds() {
    return new DoubleParam(
        this,
        "maxSeconds",
        "seconds of training after which no further step is started; 0 is no limit (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getMaxSeconds() {
    return (double) $(maxSeconds());
  }

  /** Sets the seconds after which training stops. Default 0: no limit. */
  default S setMaxSeconds(double value) {
    return with(maxSeconds(), value);
  }
}
