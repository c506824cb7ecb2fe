package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The loss function of the output layer, in place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasLoss<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> loss() {
    return new Param<>(
        this,
        "loss",
        "loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError");
  }

  /** Returns the value. */
  default String getLoss() {
    return $(loss());
  }

  /** Sets the loss function. Default: the network's own. */
  default S setLoss(String value) {
    return Setter.set(this, loss(), value);
  }
}
