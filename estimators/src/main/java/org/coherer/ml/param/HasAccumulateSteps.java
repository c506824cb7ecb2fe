package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The batches that each worker takes for one optimizer step, after which gradients are exchanged
 * once: {@code k} batches of {@code b} rows do what one of {@code k x b} would do, in the memory of
 * one of {@code b}. If not set, {@code spark.coherer.accumulateSteps} holds, whose default is 1.
 */
public interface HasAccumulateSteps extends Params {

  /** Returns the Param. */
  IntParam accumulateSteps();

  /** Returns the value. */
  default int getAccumulateSteps() {
    return (int) $(accumulateSteps());
  }

  /** Creates the Param for a stage. */
  static IntParam create(Params stage) {
    return new IntParam(
        stage,
        "accumulateSteps",
        "batches of each worker per optimizer step, with one exchange of gradients (> 0;"
            + " if not set: spark.coherer.accumulateSteps, or else 1)",
        ParamValidators.gt(0));
  }
}
