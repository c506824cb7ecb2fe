package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The epochs after which the schedule step decays the learning rate. Default 10.
 *
 * @param <S> the type of the stage
 */
public interface HasLearningRateDecayEpochs<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam learningRateDecayEpochs() {
    return new IntParam(
        this,
        "learningRateDecayEpochs",
        "epochs after which the schedule step decays the learning rate (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getLearningRateDecayEpochs() {
    return (int) $(learningRateDecayEpochs());
  }

  /** Sets the epochs after which the schedule step decays the learning rate. Default 10. */
  default S setLearningRateDecayEpochs(int value) {
    return with(learningRateDecayEpochs(), value);
  }
}
