package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The batch size per worker, by the name of Spark's MultilayerPerceptronClassifier: an alias of
 * batchSize. At most one of the two may be set.
 *
 * @param <S> the type of the stage
 */
public interface HasBlockSize<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasBlockSize {

  /** Returns the Param. */
  @Override
  default IntParam blockSize() {
    return new IntParam(
        this,
        "blockSize",
        "batch size per worker; an alias of batchSize (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  @Override
  default int getBlockSize() {
    return (int) $(blockSize());
  }

  /** Sets the batch size per worker: an alias of setBatchSize. */
  default S setBlockSize(int value) {
    return Setter.set(this, blockSize(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasBlockSize$_setter_$blockSize_$eq(
      IntParam param) {}
}
