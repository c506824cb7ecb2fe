package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether to shard the optimizer state across the workers: each of {@code n} workers keeps the
 * state of an n-th of the parameters and updates only those, in an n-th of the memory and time. The
 * parameters have the same bits as without overlap. Not for optimizers, gradient normalizations and
 * constraints that need more than single parameters. If not set, {@code
 * spark.coherer.shardOptimizerState} applies; its default is false.
 *
 * @param <S> the type of the stage
 */
public interface HasShardOptimizerState<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam shardOptimizerState() {
    return new BooleanParam(
        this, "shardOptimizerState", "whether to shard the optimizer state across the workers");
  }

  /** Returns the value. */
  default boolean getShardOptimizerState() {
    return (boolean) $(shardOptimizerState());
  }

  /** Sets whether to shard the optimizer state across the workers. Default false. */
  default S setShardOptimizerState(boolean value) {
    return Setter.set(this, shardOptimizerState(), value);
  }
}
