package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of epochs between checkpoints, beside {@code checkpointDir}. If not set, {@code
 * spark.coherer.checkpointInterval} applies; its default is 1.
 *
 * @param <S> the type of the stage
 */
public interface HasCheckpointInterval<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam checkpointInterval() {
    return new IntParam(
        this,
        "checkpointInterval",
        "number of epochs between checkpoints; 0 for only those of checkpointSteps (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getCheckpointInterval() {
    return (int) $(checkpointInterval());
  }

  /** Sets the number of epochs between checkpoints. Default 1. */
  default S setCheckpointInterval(int value) {
    return Setter.set(this, checkpointInterval(), value);
  }
}
