package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The learning rate of the optimizer. If not set, the network's own applies.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRate<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam learningRate() {
    return new DoubleParam(
        this,
        "learningRate",
        "learning rate of the optimizer; if not set, the network's own applies (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default double getLearningRate() {
    return (double) $(learningRate());
  }

  /** Sets the learning rate. Default: the network's own. */
  default S setLearningRate(double value) {
    return Setter.set(this, learningRate(), value);
  }
}
