package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * With how few workers training begins, or goes on, where the cluster has not as many slots as it
 * is to have workers. Each then trains on several shards, so that the batches remain the same.
 *
 * @param <S> the type of the stage
 */
public interface HasMinWorkers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam minWorkers() {
    return new IntParam(
        this,
        "minWorkers",
        "fewest workers with which training begins, or goes on when executors are lost and not replaced; 0 for as many as numWorkers (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getMinWorkers() {
    return (int) $(minWorkers());
  }

  /**
   * Sets the fewest workers. Where slots are missing, the others train on the shards of those that
   * are not there: the same batches, and the same result up to rounding, in more time. Slots that
   * are added are used from the next epoch on. Default 0: as many as {@code numWorkers}.
   */
  default S setMinWorkers(int value) {
    return Setter.set(this, minWorkers(), value);
  }
}
