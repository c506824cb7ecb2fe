package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The exponential decay rate of the second moment, for the optimizers {@code adam}, {@code adamw}
 * and {@code amsgrad}; beta2 in the paper of <a href="https://arxiv.org/abs/1412.6980">Adam</a>.
 *
 * @param <S> the type of the stage
 */
public interface HasBeta2<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam beta2() {
    return new DoubleParam(
        this,
        "beta2",
        "exponential decay rate of the second moment, for the optimizers adam, adamw, amsgrad (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getBeta2() {
    return (double) $(beta2());
  }

  /** Sets beta2. Default 0.999. */
  default S setBeta2(double value) {
    return Setter.set(this, beta2(), value);
  }
}
