package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The number of epochs: passes over the training data. */
public interface HasMaxIter extends Params {

  /** Returns the Param. */
  IntParam maxIter();

  /** Returns the value. */
  default int getMaxIter() {
    return (int) $(maxIter());
  }

  /** Creates the Param for a stage. */
  static IntParam create(Params stage) {
    return new IntParam(
        stage,
        "maxIter",
        "number of epochs, passes over the training data (> 0)",
        ParamValidators.gt(0));
  }
}
