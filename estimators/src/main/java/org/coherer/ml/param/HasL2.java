package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The L2 regularization coefficient: the factor of half the sum of squared weights in the loss, in
 * place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasL2<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam l2() {
    return new DoubleParam(
        this,
        "l2",
        "L2 regularization coefficient, the factor of half the sum of squared weights (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getL2() {
    return (double) $(l2());
  }

  /** Sets the L2 regularization coefficient. Default: the network's own. */
  default S setL2(double value) {
    return Setter.set(this, l2(), value);
  }
}
