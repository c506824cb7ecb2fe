package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether training fails as soon as the loss is not finite, rather than leaving out the step.
 * Default true.
 *
 * @param <S> the type of the stage
 */
public interface HasTerminateOnNaN<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam terminateOnNaN() {
    return new BooleanParam(
        this,
        "terminateOnNaN",
        "whether training fails when the loss is not finite, rather than leaving out the step");
  }

  /** Returns the value. */
  default boolean getTerminateOnNaN() {
    return (boolean) $(terminateOnNaN());
  }

  /** Sets whether training fails when the loss is not finite. Default true. */
  default S setTerminateOnNaN(boolean value) {
    return with(terminateOnNaN(), value);
  }
}
