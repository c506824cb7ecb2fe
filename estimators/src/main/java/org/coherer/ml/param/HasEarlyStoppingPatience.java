package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The patience of early stopping: the number of epochs without improvement after which training
 * stops; 0 for never. If nothing says how training is to end, a perceptron that has enough rows is
 * stopped early.
 *
 * @param <S> the type of the stage
 */
public interface HasEarlyStoppingPatience<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam earlyStoppingPatience() {
    return new IntParam(
        this,
        "earlyStoppingPatience",
        "number of epochs without improvement of the monitored quantity after which training "
            + "stops; 0 for never (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getEarlyStoppingPatience() {
    return (int) $(earlyStoppingPatience());
  }

  /** Sets the number of epochs without improvement after which training stops. 0 for never. */
  default S setEarlyStoppingPatience(int value) {
    return Setter.set(this, earlyStoppingPatience(), value);
  }
}
