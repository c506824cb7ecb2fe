package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The coefficient of decoupled weight decay: each step shrinks a weight by this times the learning
 * rate times the weight. In place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasWeightDecay<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam weightDecay() {
    return new DoubleParam(
        this,
        "weightDecay",
        "decoupled weight decay coefficient, times the learning rate; for adamw 0.01 where the "
            + "network has none (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getWeightDecay() {
    return (double) $(weightDecay());
  }

  /**
   * Sets the weight decay coefficient. Default: the network's own; with the optimizer adamw, layers
   * without any get 0.01.
   */
  default S setWeightDecay(double value) {
    return Setter.set(this, weightDecay(), value);
  }
}
