package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * For how many epochs what is monitored may get no better before training stops. Default 0: it
 * never does.
 *
 * @param <S> the type of the stage
 */
public interface HasEarlyStoppingPatience<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam earlyStoppingPatience() {
    return new IntParam(
        this,
        "earlyStoppingPatience",
        "epochs without a better monitor after which training stops; 0 is never (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getEarlyStoppingPatience() {
    return (int) $(earlyStoppingPatience());
  }

  /** Sets the epochs without improvement after which training stops. Default 0: never. */
  default S setEarlyStoppingPatience(int value) {
    return with(earlyStoppingPatience(), value);
  }
}
