package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The loss function of the output layer, in place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasLoss<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasLoss {

  /** Returns the Param. */
  @Override
  default Param<String> loss() {
    return new Param<>(
        this,
        "loss",
        "loss function, in place of the network's own, such as crossEntropy, meanSquaredError, meanAbsoluteError; poisson has a regressor predict counts, ordinal levels in an order");
  }

  /** Returns the value. */
  @Override
  default String getLoss() {
    return $(loss());
  }

  /** Sets the loss function. Default: the network's own. */
  default S setLoss(String value) {
    return Setter.set(this, loss(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasLoss$_setter_$loss_$eq(Param<String> param) {}
}
