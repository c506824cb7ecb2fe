package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The maximum training time in seconds, after which no step starts. Default 0: no limit.
 *
 * @param <S> the type of the stage
 */
public interface HasMaxSeconds<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam maxSeconds() {
    return new DoubleParam(
        this,
        "maxSeconds",
        "maximum training time in seconds, after which no step starts; 0 for no limit (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getMaxSeconds() {
    return (double) $(maxSeconds());
  }

  /** Sets the maximum training time in seconds. Default 0: no limit. */
  default S setMaxSeconds(double value) {
    return Setter.set(this, maxSeconds(), value);
  }
}
