package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The seconds between checkpoints, beside {@code checkpointEpochs} and {@code checkpointSteps}. If
 * not set, {@code spark.coherer.checkpointSeconds} applies; its default is 0.
 *
 * @param <S> the type of the stage
 */
public interface HasCheckpointSeconds<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam checkpointSeconds() {
    return new DoubleParam(
        this,
        "checkpointSeconds",
        "seconds after a checkpoint until there is another one; 0 for none by the clock (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default double getCheckpointSeconds() {
    return (double) $(checkpointSeconds());
  }

  /** Sets the seconds between checkpoints. Default 0, for none by the clock. */
  default S setCheckpointSeconds(double value) {
    return Setter.set(this, checkpointSeconds(), value);
  }
}
