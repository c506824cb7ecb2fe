package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The exponential decay rate of the first moment, for the optimizers {@code adam}, {@code adamw}
 * and {@code amsgrad}; beta1 in the paper of <a href="https://arxiv.org/abs/1412.6980">Adam</a>.
 *
 * @param <S> the type of the stage
 */
public interface HasBeta1<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam beta1() {
    return new DoubleParam(
        this,
        "beta1",
        "exponential decay rate of the first moment, for the optimizers adam, adamw, amsgrad (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getBeta1() {
    return (double) $(beta1());
  }

  /** Sets beta1. Default 0.9. */
  default S setBeta1(double value) {
    return Setter.set(this, beta1(), value);
  }
}
