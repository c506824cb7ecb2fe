package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether each worker holds a copy of another worker's part of a sharded optimizer state, so that a
 * lost worker costs no step. Only with {@code shardOptimizerState}. If not set, {@code
 * spark.coherer.replicateOptimizerState} applies; its default is false.
 *
 * @param <S> the type of the stage
 */
public interface HasReplicateOptimizerState<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam replicateOptimizerState() {
    return new BooleanParam(
        this,
        "replicateOptimizerState",
        "whether each worker holds a copy of another one's part of a sharded optimizer state, so that a lost worker costs no step; only with shardOptimizerState");
  }

  /** Returns the value. */
  default boolean getReplicateOptimizerState() {
    return (boolean) $(replicateOptimizerState());
  }

  /** Sets whether each worker holds a copy of another one's part. Default false. */
  default S setReplicateOptimizerState(boolean value) {
    return Setter.set(this, replicateOptimizerState(), value);
  }
}
