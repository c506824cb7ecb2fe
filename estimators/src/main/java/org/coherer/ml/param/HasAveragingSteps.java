package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How many optimizer steps each worker makes of its own before the workers average parameters. The
 * last average of an epoch comes at its end, after fewer steps if need be. Only for the trainer
 * {@code averaging}.
 *
 * @param <S> the type of the stage
 */
public interface HasAveragingSteps<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam averagingSteps() {
    return new IntParam(
        this,
        "averagingSteps",
        "number of optimizer steps that each worker makes of its own before parameters are averaged, for "
            + "the trainer averaging (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getAveragingSteps() {
    return (int) $(averagingSteps());
  }

  /** Sets the number of own steps before parameters are averaged. Default 16. */
  default S setAveragingSteps(int value) {
    return Setter.set(this, averagingSteps(), value);
  }
}
