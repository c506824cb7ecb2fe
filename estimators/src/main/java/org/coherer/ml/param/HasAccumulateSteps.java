package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The batches that each worker takes for one optimizer step, after which gradients are exchanged
 * once: {@code k} batches of {@code b} rows do what one of {@code k x b} would do, in the memory of
 * one of {@code b}. If not set, {@code spark.coherer.accumulateSteps} holds, whose default is 1.
 *
 * @param <S> the type of the stage
 */
public interface HasAccumulateSteps<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam accumulateSteps() {
    return new IntParam(
        this,
        "accumulateSteps",
        "batches of each worker per optimizer step, with one exchange of gradients (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getAccumulateSteps() {
    return (int) $(accumulateSteps());
  }

  /** Sets the batches of each worker per optimizer step. Default 1. */
  default S setAccumulateSteps(int value) {
    return with(accumulateSteps(), value);
  }
}
