package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How much of the progress of training is shown, wherever {@code progress} says: 0 for nothing, 1
 * for epochs, 2 for epochs and steps. Default 2.
 *
 * @param <S> the type of the stage
 */
public interface HasVerbosity<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam verbosity() {
    return new IntParam(
        this,
        "verbosity",
        "how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs and steps",
        ParamValidators.inRange(0.0, 2.0));
  }

  /** Returns the value. */
  default int getVerbosity() {
    return (int) $(verbosity());
  }

  /**
   * Sets how much of the progress of training is shown: 0 for nothing, 1 for epochs, 2 for epochs
   * and steps. Default 2.
   */
  default S setVerbosity(int value) {
    return Setter.set(this, verbosity(), value);
  }
}
