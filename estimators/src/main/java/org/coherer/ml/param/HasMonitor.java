package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * What early stopping looks at: loss (on the rows for validation, if any are asked for; otherwise
 * on those for training), trainingLoss, or a metric of the validation, such as accuracy or rmse.
 * Default loss.
 *
 * @param <S> the type of the stage
 */
public interface HasMonitor<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> monitor() {
    return new Param<>(
        this,
        "monitor",
        "what early stopping looks at: loss, trainingLoss, or a metric of the validation such as accuracy or rmse");
  }

  /** Returns the value. */
  default String getMonitor() {
    return $(monitor());
  }

  /** Sets what early stopping looks at. Default loss. */
  default S setMonitor(String value) {
    return with(monitor(), value);
  }
}
