package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Nesterov's momentum of the outer optimizer, which takes memory for a number per parameter unless
 * it is 0. Only for the trainer {@code averaging}.
 *
 * @param <S> the type of the stage
 */
public interface HasOuterMomentum<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam outerMomentum() {
    return new DoubleParam(
        this,
        "outerMomentum",
        "momentum of the outer optimizer, for the trainer averaging (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getOuterMomentum() {
    return (double) $(outerMomentum());
  }

  /** Sets the momentum of the outer optimizer. Default 0.9. */
  default S setOuterMomentum(double value) {
    return Setter.set(this, outerMomentum(), value);
  }
}
