package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of epochs between checkpoints, beside {@code checkpointDir}. If not set, {@code
 * spark.coherer.checkpointEpochs} applies; its default is 1.
 *
 * @param <S> the type of the stage
 */
public interface HasCheckpointEpochs<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam checkpointEpochs() {
    return new IntParam(
        this,
        "checkpointEpochs",
        "number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getCheckpointEpochs() {
    return (int) $(checkpointEpochs());
  }

  /** Sets the number of epochs between checkpoints. Default 1. */
  default S setCheckpointEpochs(int value) {
    return Setter.set(this, checkpointEpochs(), value);
  }
}
