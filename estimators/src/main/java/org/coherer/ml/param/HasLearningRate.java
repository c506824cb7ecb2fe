package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The learning rate of the optimizer. Where it is not set, the one in the network's description
 * holds.
 */
public interface HasLearningRate extends Params {

  /** Returns the Param. */
  DoubleParam learningRate();

  /** Returns the value. */
  default double getLearningRate() {
    return (double) $(learningRate());
  }

  /** Creates the Param for a stage. */
  static DoubleParam create(Params stage) {
    return new DoubleParam(
        stage,
        "learningRate",
        "learning rate of the optimizer; if not set, the one in the network's description holds (> 0)",
        ParamValidators.gt(0));
  }
}
