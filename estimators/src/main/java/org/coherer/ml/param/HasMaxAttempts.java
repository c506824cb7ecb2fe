package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How often training may fail in a row without getting any further.
 *
 * @param <S> the type of the stage
 */
public interface HasMaxAttempts<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam maxAttempts() {
    return new IntParam(
        this,
        "maxAttempts",
        "how many attempts in a row may fail that get no further than the one before; an attempt that gets further starts the count anew (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getMaxAttempts() {
    return (int) $(maxAttempts());
  }

  /**
   * Sets how many attempts in a row may fail that get no further: lost executors, and errors that
   * another attempt may not meet. Errors that each would meet end the fit at once. After the
   * attempts that Spark makes of a job come pauses of 1 s, 2 s, 4 s, and so on, 30 s at most.
   * Default 4.
   */
  default S setMaxAttempts(int value) {
    return Setter.set(this, maxAttempts(), value);
  }
}
