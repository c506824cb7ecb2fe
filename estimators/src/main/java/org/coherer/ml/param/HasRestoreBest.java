package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether the model gets the parameters of the epoch with the best monitored quantity rather than
 * the last one. Default false.
 *
 * @param <S> the type of the stage
 */
public interface HasRestoreBest<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam restoreBest() {
    return new BooleanParam(
        this,
        "restoreBest",
        "whether the model gets the parameters of the best epoch rather than the last one");
  }

  /** Returns the value. */
  default boolean getRestoreBest() {
    return (boolean) $(restoreBest());
  }

  /** Sets whether the model gets the parameters of the best epoch. Default false. */
  default S setRestoreBest(boolean value) {
    return Setter.set(this, restoreBest(), value);
  }
}
