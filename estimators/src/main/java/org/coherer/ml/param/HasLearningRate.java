package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The learning rate of the optimizer. Where it is not set, the one in the network's description
 * holds.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRate<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam learningRate() {
    return new DoubleParam(
        this,
        "learningRate",
        "learning rate of the optimizer; if not set, the one in the network's description holds (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default double getLearningRate() {
    return (double) $(learningRate());
  }

  /** Sets the learning rate. By default the network's own holds. */
  default S setLearningRate(double value) {
    return with(learningRate(), value);
  }
}
