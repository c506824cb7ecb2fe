package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether every worker keeps, and goes through, the optimizer's state of its own part of the
 * parameters alone, rather than all of it: with {@code n} workers an n-th of the memory and of the
 * time, for the same parameters, bit for bit as without overlap. Not for optimizers, gradient
 * normalizations and constraints that need more than single parameters. If not set, {@code
 * spark.coherer.shardOptimizerState} holds, whose default is false.
 *
 * @param <S> the type of the stage
 */
public interface HasShardOptimizerState<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam shardOptimizerState() {
    return new BooleanParam(
        this,
        "shardOptimizerState",
        "whether every worker has the optimizer's state of its part of the parameters alone");
  }

  /** Returns the value. */
  default boolean getShardOptimizerState() {
    return (boolean) $(shardOptimizerState());
  }

  /** Sets whether every worker has the optimizer's state of its own part alone. Default false. */
  default S setShardOptimizerState(boolean value) {
    return with(shardOptimizerState(), value);
  }
}
