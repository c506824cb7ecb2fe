package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The learning rate of the outer optimizer, SGD with Nesterov's momentum, that makes a step along
 * the averaged differences of parameters. 1, with an {@code outerMomentum} of 0, takes the average
 * as it is. Only for the trainer {@code averaging}.
 *
 * @param <S> the type of the stage
 */
public interface HasOuterRate<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam outerRate() {
    return new DoubleParam(
        this,
        "outerRate",
        "learning rate of the outer optimizer, which makes a step along averaged differences of parameters, "
            + "for the trainer averaging (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default double getOuterRate() {
    return (double) $(outerRate());
  }

  /** Sets the learning rate of the outer optimizer. Default 0.7. */
  default S setOuterRate(double value) {
    return Setter.set(this, outerRate(), value);
  }
}
