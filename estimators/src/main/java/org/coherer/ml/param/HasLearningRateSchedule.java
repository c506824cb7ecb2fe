package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * How the learning rate changes over the run: constant, step (every learningRateDecayEpochs epochs
 * it is multiplied by learningRateDecay), exponential (every epoch), or cosine (along half a wave
 * to learningRateDecay times the first one). Default constant.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRateSchedule<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> learningRateSchedule() {
    return new Param<>(
        this,
        "learningRateSchedule",
        "how the learning rate changes: constant, step, exponential or cosine");
  }

  /** Returns the value. */
  default String getLearningRateSchedule() {
    return $(learningRateSchedule());
  }

  /**
   * Sets how the learning rate changes: constant, step, exponential or cosine. Default constant.
   */
  default S setLearningRateSchedule(String value) {
    return with(learningRateSchedule(), value);
  }
}
