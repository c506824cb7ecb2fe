package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The rows that each worker takes in one optimizer step; the global batch is this times the
 * workers.
 */
public interface HasBatchSize extends Params {

  /** Returns the Param. */
  IntParam batchSize();

  /** Returns the value. */
  default int getBatchSize() {
    return (int) $(batchSize());
  }

  /** Creates the Param for a stage. */
  static IntParam create(Params stage) {
    return new IntParam(
        stage,
        "batchSize",
        "rows per worker in one optimizer step; the global batch is this times the number of workers (> 0)",
        ParamValidators.gt(0));
  }
}
