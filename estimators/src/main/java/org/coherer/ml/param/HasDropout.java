package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The probability with which an input of a hidden layer is left out in training, in place of the
 * network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasDropout<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam dropout() {
    return new DoubleParam(
        this,
        "dropout",
        "probability with which an input of a hidden layer is left out in training, in [0, 1)",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getDropout() {
    return (double) $(dropout());
  }

  /**
   * Sets the probability of leaving out inputs of hidden layers. By default the network's own
   * holds.
   */
  default S setDropout(double value) {
    return with(dropout(), value);
  }
}
