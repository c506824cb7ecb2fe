package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Params;

/**
 * Whether every worker keeps, and goes through, the optimizer's state of its own part of the
 * parameters alone, rather than all of it: with {@code n} workers an n-th of the memory and of the
 * time, for the same parameters, bit for bit as without overlap. Not for optimizers, gradient
 * normalizations and constraints that need more than single parameters. If not set, {@code
 * spark.coherer.shardOptimizerState} holds, whose default is false.
 */
public interface HasShardOptimizerState extends Params {

  /** Returns the Param. */
  BooleanParam shardOptimizerState();

  /** Returns the value. */
  default boolean getShardOptimizerState() {
    return (boolean) $(shardOptimizerState());
  }

  /** Creates the Param for a stage. */
  static BooleanParam create(Params stage) {
    return new BooleanParam(
        stage,
        "shardOptimizerState",
        "whether every worker has the optimizer's state of its part of the parameters alone"
            + " (if not set: spark.coherer.shardOptimizerState, or else false)");
  }
}
