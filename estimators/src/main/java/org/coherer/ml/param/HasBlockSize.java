package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The batch size per worker, by the name of Spark's MultilayerPerceptronClassifier: an alias of
 * batchSize. At most one of the two may be set.
 *
 * @param <S> the type of the stage
 */
public interface HasBlockSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam blockSize() {
    return new IntParam(
        this,
        "blockSize",
        "batch size per worker; an alias of batchSize (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getBlockSize() {
    return (int) $(blockSize());
  }

  /** Sets the batch size per worker: an alias of setBatchSize. */
  default S setBlockSize(int value) {
    return Setter.set(this, blockSize(), value);
  }
}
