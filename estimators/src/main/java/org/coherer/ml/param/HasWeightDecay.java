package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The part of itself by which each step, scaled by the learning rate, shrinks a weight; in place of
 * the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasWeightDecay<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam weightDecay() {
    return new DoubleParam(
        this,
        "weightDecay",
        "part of itself, times the learning rate, by which a step shrinks a weight;"
            + " of adamw 0.01 where the network has none (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getWeightDecay() {
    return (double) $(weightDecay());
  }

  /**
   * Sets the weight decay. By default the network's own holds; with the optimizer adamw, layers
   * without any get 0.01.
   */
  default S setWeightDecay(double value) {
    return with(weightDecay(), value);
  }
}
