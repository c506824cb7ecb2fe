package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The batch size for scoring, in rows. Default 0: chosen by the size of the network, at most 1024.
 *
 * @param <S> the type of the stage
 */
public interface HasInferenceBatchSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam inferenceBatchSize() {
    return new IntParam(
        this,
        "inferenceBatchSize",
        "batch size for scoring, in rows; 0 chooses it by the size of the network (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getInferenceBatchSize() {
    return (int) $(inferenceBatchSize());
  }

  /** Sets the batch size for scoring. Default 0: chosen by the size of the network. */
  default S setInferenceBatchSize(int value) {
    return Setter.set(this, inferenceBatchSize(), value);
  }
}
