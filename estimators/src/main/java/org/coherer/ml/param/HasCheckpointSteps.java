package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of optimizer steps between checkpoints, counted over all epochs, beside {@code
 * checkpointEpochs}. If not set, {@code spark.coherer.checkpointSteps} applies; its default is 0.
 *
 * @param <S> the type of the stage
 */
public interface HasCheckpointSteps<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam checkpointSteps() {
    return new IntParam(
        this,
        "checkpointSteps",
        "number of optimizer steps between checkpoints, for long epochs; 0 for none within epochs "
            + "(>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getCheckpointSteps() {
    return (int) $(checkpointSteps());
  }

  /** Sets the number of optimizer steps between checkpoints. Default 0, for none within epochs. */
  default S setCheckpointSteps(int value) {
    return Setter.set(this, checkpointSteps(), value);
  }
}
