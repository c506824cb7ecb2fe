package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column that is true in the rows that the network is measured on after every epoch, and not
 * trained on. Excludes validationFraction.
 *
 * @param <S> the type of the stage
 */
public interface HasValidationIndicatorCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> validationIndicatorCol() {
    return new Param<>(
        this,
        "validationIndicatorCol",
        "name of the column that is true in rows to measure the network on, not to train it on");
  }

  /** Returns the value. */
  default String getValidationIndicatorCol() {
    return $(validationIndicatorCol());
  }

  /** Sets the column that is true in the rows to measure the network on. */
  default S setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }
}
