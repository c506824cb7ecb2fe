package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The batch size per worker, in rows. The global batch is this times the number of workers. Default
 * 0: chosen from the number of rows for a perceptron, 64 for a network of the user's own.
 *
 * @param <S> the type of the stage
 */
public interface HasBatchSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam batchSize() {
    return new IntParam(
        this,
        "batchSize",
        "batch size per worker; the global batch is this times the number of workers; 0 to have it "
            + "chosen (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getBatchSize() {
    return (int) $(batchSize());
  }

  /** Sets the batch size per worker. Default 0: chosen. */
  default S setBatchSize(int value) {
    return Setter.set(this, batchSize(), value);
  }
}
