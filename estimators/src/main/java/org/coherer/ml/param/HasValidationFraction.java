package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The fraction of the rows to hold out as the validation set, on which the network is evaluated
 * after every epoch. A hash of the row and the seed chooses the rows, independently of the
 * partitioning; 0 for no validation set. If nothing says how training is to end, a tenth is held
 * out for a perceptron that has enough rows.
 *
 * @param <S> the type of the stage
 */
public interface HasValidationFraction<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam validationFraction() {
    return new DoubleParam(
        this,
        "validationFraction",
        "fraction of the rows to hold out as the validation set (in [0, 1))",
        ParamValidators.inRange(0, 1, true, false));
  }

  /** Returns the value. */
  default double getValidationFraction() {
    return (double) $(validationFraction());
  }

  /** Sets the fraction of the rows to hold out as the validation set. */
  default S setValidationFraction(double value) {
    return Setter.set(this, validationFraction(), value);
  }
}
