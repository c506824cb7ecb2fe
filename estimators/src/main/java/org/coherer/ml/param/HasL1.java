package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The L1 regularization coefficient: the factor of the sum of absolute weights in the loss, in
 * place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasL1<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam l1() {
    return new DoubleParam(
        this, "l1", "L1 regularization coefficient (>= 0)", ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getL1() {
    return (double) $(l1());
  }

  /** Sets the L1 regularization coefficient. Default: the network's own. */
  default S setL1(double value) {
    return Setter.set(this, l1(), value);
  }
}
