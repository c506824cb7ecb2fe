package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of epochs between two decays of the learning-rate schedule {@code step}. Default 10.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRateDecayEpochs<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam learningRateDecayEpochs() {
    return new IntParam(
        this,
        "learningRateDecayEpochs",
        "number of epochs between two decays of the learning-rate schedule step (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getLearningRateDecayEpochs() {
    return (int) $(learningRateDecayEpochs());
  }

  /** Sets the number of epochs between two decays of the schedule step. Default 10. */
  default S setLearningRateDecayEpochs(int value) {
    return Setter.set(this, learningRateDecayEpochs(), value);
  }
}
