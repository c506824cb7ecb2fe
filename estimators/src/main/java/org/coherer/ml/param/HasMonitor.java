package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The quantity that early stopping monitors: {@code loss} (on the validation set, if there is one,
 * otherwise on the training data), {@code trainingLoss}, or a validation metric such as accuracy or
 * rmse. Default loss.
 *
 * @param <S> the type of the stage
 */
public interface HasMonitor<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> monitor() {
    return new Param<>(
        this,
        "monitor",
        "quantity that early stopping monitors: loss, trainingLoss, or a validation metric such as accuracy or rmse");
  }

  /** Returns the value. */
  default String getMonitor() {
    return $(monitor());
  }

  /** Sets the quantity that early stopping monitors. Default loss. */
  default S setMonitor(String value) {
    return Setter.set(this, monitor(), value);
  }
}
