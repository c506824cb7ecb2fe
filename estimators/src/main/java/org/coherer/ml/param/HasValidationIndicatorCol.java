package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The column that is true in the rows that the network is measured on after every epoch, and not
 * trained on. Excludes validationFraction.
 */
public interface HasValidationIndicatorCol extends Params {

  /** Returns the Param. */
  Param<String> validationIndicatorCol();

  /** Returns the value. */
  default String getValidationIndicatorCol() {
    return $(validationIndicatorCol());
  }

  /** Creates the Param for a stage. */
  static Param<String> create(Params stage) {
    return new Param<>(
        stage,
        "validationIndicatorCol",
        "name of the column that is true in rows to measure the network on, not to train it on");
  }
}
