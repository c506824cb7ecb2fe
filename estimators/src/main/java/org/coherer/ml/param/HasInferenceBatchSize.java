package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The rows that a model computes at once. Default 0: as many as suit the network, at most 1024.
 *
 * @param <S> the type of the stage
 */
public interface HasInferenceBatchSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam inferenceBatchSize() {
    return new IntParam(
        this,
        "inferenceBatchSize",
        "rows that the model computes at once; 0 suits the network (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getInferenceBatchSize() {
    return (int) $(inferenceBatchSize());
  }

  /** Sets the rows that the model computes at once. Default 0: as many as suit the network. */
  default S setInferenceBatchSize(int value) {
    return with(inferenceBatchSize(), value);
  }
}
