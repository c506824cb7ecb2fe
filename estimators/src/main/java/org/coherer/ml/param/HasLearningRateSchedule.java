package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The learning-rate schedule: {@code constant}; {@code step}, which multiplies the rate by
 * learningRateDecay every learningRateDecayEpochs epochs; {@code exponential}, which does so every
 * epoch; or {@code cosine}, which anneals the rate to learningRateDecay times the initial one.
 * Default constant.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRateSchedule<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> learningRateSchedule() {
    return new Param<>(
        this,
        "learningRateSchedule",
        "learning-rate schedule: constant, step, exponential or cosine");
  }

  /** Returns the value. */
  default String getLearningRateSchedule() {
    return $(learningRateSchedule());
  }

  /** Sets the learning-rate schedule: constant, step, exponential or cosine. Default constant. */
  default S setLearningRateSchedule(String value) {
    return Setter.set(this, learningRateSchedule(), value);
  }
}
