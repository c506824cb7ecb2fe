package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether the model keeps the optimizer state beside the parameters (for Adam, two floats per
 * parameter). The state is saved with the model, and training with it as initialModelPath resumes
 * where this one ended. If not set, {@code spark.coherer.keepOptimizerState} applies; its default
 * is false.
 *
 * @param <S> the type of the stage
 */
public interface HasKeepOptimizerState<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam keepOptimizerState() {
    return new BooleanParam(
        this,
        "keepOptimizerState",
        "whether the model keeps the optimizer state, so that training can resume from it");
  }

  /** Returns the value. */
  default boolean getKeepOptimizerState() {
    return (boolean) $(keepOptimizerState());
  }

  /** Sets whether the model keeps the optimizer state. Default false. */
  default S setKeepOptimizerState(boolean value) {
    return Setter.set(this, keepOptimizerState(), value);
  }
}
