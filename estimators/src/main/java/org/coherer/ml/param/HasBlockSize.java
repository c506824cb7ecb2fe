package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The rows that are computed at once, under the name that Spark's MultilayerPerceptronClassifier
 * has for it: another name of batchSize, of which at most one may be set.
 *
 * @param <S> the type of the stage
 */
public interface HasBlockSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam blockSize() {
    return new IntParam(
        this,
        "blockSize",
        "rows per worker that are computed at once, another name of batchSize (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getBlockSize() {
    return (int) $(blockSize());
  }

  /** Sets the rows per worker and step: another name of setBatchSize. */
  default S setBlockSize(int value) {
    return with(blockSize(), value);
  }
}
