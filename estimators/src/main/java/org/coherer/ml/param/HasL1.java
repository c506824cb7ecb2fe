package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The factor of the sum of absolute weights that is added to the loss, in place of the network's
 * own.
 *
 * @param <S> the type of the stage
 */
public interface HasL1<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam l1() {
    return new DoubleParam(
        this,
        "l1",
        "factor of the sum of absolute weights in the loss (>= 0)",
        ParamValidators.gtEq(0.0));
  }

  /** Returns the value. */
  default double getL1() {
    return (double) $(l1());
  }

  /** Sets the L1 regularization. By default the network's own holds. */
  default S setL1(double value) {
    return with(l1(), value);
  }
}
