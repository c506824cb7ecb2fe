package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * Which part of the rows the network is measured on after every epoch, and not trained on. Chosen
 * by a hash of the row and the seed: the same rows however they are partitioned. Default 0, none.
 */
public interface HasValidationFraction extends Params {

  /** Returns the Param. */
  DoubleParam validationFraction();

  /** Returns the value. */
  default double getValidationFraction() {
    return (double) $(validationFraction());
  }

  /** Creates the Param for a stage. */
  static DoubleParam create(Params stage) {
    return new DoubleParam(
        stage,
        "validationFraction",
        "part of the rows to measure the network on, not to train it on, in [0, 1)",
        ParamValidators.inRange(0, 1, true, false));
  }
}
