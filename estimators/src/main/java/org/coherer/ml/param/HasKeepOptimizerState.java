package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether the model has the state of the optimizer beside the parameters (for Adam, two more
 * numbers for each). It is saved with the model, and a training that starts from it by
 * initialModelPath goes on as if it had never stopped. If not set, {@code
 * spark.coherer.keepOptimizerState} holds, whose default is false.
 *
 * @param <S> the type of the stage
 */
public interface HasKeepOptimizerState<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam keepOptimizerState() {
    return new BooleanParam(
        this,
        "keepOptimizerState",
        "whether the model has the optimizer's state, so that training can go on from it");
  }

  /** Returns the value. */
  default boolean getKeepOptimizerState() {
    return (boolean) $(keepOptimizerState());
  }

  /** Sets whether the model has the optimizer's state. Default false. */
  default S setKeepOptimizerState(boolean value) {
    return with(keepOptimizerState(), value);
  }
}
