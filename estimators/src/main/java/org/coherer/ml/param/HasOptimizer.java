package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The optimizer, in place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasOptimizer<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> optimizer() {
    return new Param<>(
        this,
        "optimizer",
        "optimizer, in place of the network's own: sgd, nesterov, adam, adamw, amsgrad, adagrad, rmsprop");
  }

  /** Returns the value. */
  default String getOptimizer() {
    return $(optimizer());
  }

  /** Sets the optimizer. Default: the network's own. */
  default S setOptimizer(String value) {
    return Setter.set(this, optimizer(), value);
  }
}
