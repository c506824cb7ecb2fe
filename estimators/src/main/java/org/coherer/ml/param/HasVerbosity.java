package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * What the driver's log tells of the progress: 0 nothing, 1 epochs, 2 also what happens within
 * them. Default 2.
 *
 * @param <S> the type of the stage
 */
public interface HasVerbosity<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam verbosity() {
    return new IntParam(
        this,
        "verbosity",
        "what the log tells of the progress: 0 nothing, 1 epochs, 2 also steps",
        ParamValidators.inRange(0.0, 2.0));
  }

  /** Returns the value. */
  default int getVerbosity() {
    return (int) $(verbosity());
  }

  /** Sets what the log tells: 0 nothing, 1 epochs, 2 also steps. Default 2. */
  default S setVerbosity(int value) {
    return with(verbosity(), value);
  }
}
