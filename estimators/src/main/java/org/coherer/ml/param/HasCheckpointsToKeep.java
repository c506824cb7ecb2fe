package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of checkpoints that are kept, beside that of the best epoch. If not set, {@code
 * spark.coherer.checkpointsToKeep} applies; its default is 2.
 *
 * @param <S> the type of the stage
 */
public interface HasCheckpointsToKeep<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam checkpointsToKeep() {
    return new IntParam(
        this,
        "checkpointsToKeep",
        "number of newest checkpoints that are kept, beside that of the best epoch (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getCheckpointsToKeep() {
    return (int) $(checkpointsToKeep());
  }

  /** Sets the number of checkpoints that are kept. Default 2. */
  default S setCheckpointsToKeep(int value) {
    return Setter.set(this, checkpointsToKeep(), value);
  }
}
