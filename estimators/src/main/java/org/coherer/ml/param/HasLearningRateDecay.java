package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The decay factor of the learning-rate schedule: per decay for step and exponential, over the
 * whole run for cosine. Default 0.1 for step, 0.95 for exponential, 0 for cosine.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRateDecay<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam learningRateDecay() {
    return new DoubleParam(
        this,
        "learningRateDecay",
        "decay factor of the learning-rate schedule (in [0, 1])",
        ParamValidators.inRange(0.0, 1.0));
  }

  /** Returns the value. */
  default double getLearningRateDecay() {
    return (double) $(learningRateDecay());
  }

  /** Sets the decay factor of the schedule: per decay, or for cosine over the whole run. */
  default S setLearningRateDecay(double value) {
    return Setter.set(this, learningRateDecay(), value);
  }
}
