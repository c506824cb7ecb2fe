package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether a non-finite loss fails the job; if false, the step is skipped. Default true.
 *
 * @param <S> the type of the stage
 */
public interface HasTerminateOnNaN<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam terminateOnNaN() {
    return new BooleanParam(
        this,
        "terminateOnNaN",
        "whether a non-finite loss fails the job; if false, the step is skipped");
  }

  /** Returns the value. */
  default boolean getTerminateOnNaN() {
    return (boolean) $(terminateOnNaN());
  }

  /** Sets whether a non-finite loss fails the job. Default true. */
  default S setTerminateOnNaN(boolean value) {
    return Setter.set(this, terminateOnNaN(), value);
  }
}
