package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The learning rate, under the name that Spark's own estimators have for it: another name of
 * learningRate, of which at most one may be set.
 *
 * @param <S> the type of the stage
 */
public interface HasStepSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam stepSize() {
    return new DoubleParam(
        this,
        "stepSize",
        "learning rate, another name of learningRate (> 0)",
        ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  default double getStepSize() {
    return (double) $(stepSize());
  }

  /** Sets the learning rate: another name of setLearningRate. */
  default S setStepSize(double value) {
    return with(stepSize(), value);
  }
}
