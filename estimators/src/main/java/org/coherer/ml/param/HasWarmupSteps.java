package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of warmup steps, over which the learning rate rises linearly to its full value.
 * Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasWarmupSteps<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam warmupSteps() {
    return new IntParam(
        this,
        "warmupSteps",
        "number of warmup steps, over which the learning rate rises linearly to its full value (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getWarmupSteps() {
    return (int) $(warmupSteps());
  }

  /** Sets the number of warmup steps. Default 0. */
  default S setWarmupSteps(int value) {
    return Setter.set(this, warmupSteps(), value);
  }
}
