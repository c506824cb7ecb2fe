package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The learning-rate schedule: {@code constant}; {@code step}, which multiplies the rate by
 * learningRateDecay every learningRateDecayEpochs epochs; {@code exponential}, which does so every
 * epoch; {@code cosine}, which anneals the rate to learningRateDecay times the initial one; {@code
 * coslog4}, four cycles from 0 to the rate and back, each twice as long as the one before; or
 * {@code auto}, which is cosine for a perceptron, coslog4 with the preset tabular, and constant for
 * a network of the user's own. Default auto.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRateSchedule<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> learningRateSchedule() {
    return new Param<>(
        this,
        "learningRateSchedule",
        "learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto");
  }

  /** Returns the value. */
  default String getLearningRateSchedule() {
    return $(learningRateSchedule());
  }

  /**
   * Sets the learning-rate schedule: constant, step, exponential, cosine, coslog4 or auto. Default
   * auto.
   */
  default S setLearningRateSchedule(String value) {
    return Setter.set(this, learningRateSchedule(), value);
  }
}
