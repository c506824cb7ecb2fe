package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Which part of the rows the network is measured on after every epoch, and not trained on. Chosen
 * by a hash of the row and the seed: the same rows however they are partitioned. Default 0, none.
 *
 * @param <S> the type of the stage
 */
public interface HasValidationFraction<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam validationFraction() {
    return new DoubleParam(
        this,
        "validationFraction",
        "part of the rows to measure the network on, not to train it on, in [0, 1)",
        ParamValidators.inRange(0, 1, true, false));
  }

  /** Returns the value. */
  default double getValidationFraction() {
    return (double) $(validationFraction());
  }

  /** Sets which part of the rows to measure the network on. Default 0. */
  default S setValidationFraction(double value) {
    return with(validationFraction(), value);
  }
}
