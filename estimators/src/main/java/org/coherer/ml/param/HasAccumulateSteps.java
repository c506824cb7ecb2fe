package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Gradient accumulation: the number of batches per worker whose gradients are summed for one
 * optimizer step and one exchange. {@code k} batches of {@code b} rows give the step of one batch
 * of {@code k x b} rows in the memory of one of {@code b}. If not set, {@code
 * spark.coherer.accumulateSteps} applies; its default is 1.
 *
 * @param <S> the type of the stage
 */
public interface HasAccumulateSteps<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam accumulateSteps() {
    return new IntParam(
        this,
        "accumulateSteps",
        "number of batches per worker whose gradients are accumulated for one optimizer step (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getAccumulateSteps() {
    return (int) $(accumulateSteps());
  }

  /** Sets the number of batches per worker and optimizer step. Default 1. */
  default S setAccumulateSteps(int value) {
    return Setter.set(this, accumulateSteps(), value);
  }
}
