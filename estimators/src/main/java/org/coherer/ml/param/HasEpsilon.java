package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The constant that is added to the denominator for numerical stability, for the optimizers {@code
 * adam}, {@code adamw}, {@code amsgrad}, {@code adagrad} and {@code rmsprop}.
 *
 * @param <S> the type of the stage
 */
public interface HasEpsilon<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam epsilon() {
    return new DoubleParam(
        this,
        "epsilon",
        "constant added to the denominator for numerical stability, for the optimizers adam, "
            + "adamw, amsgrad, adagrad, rmsprop (> 0)",
        ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  default double getEpsilon() {
    return (double) $(epsilon());
  }

  /** Sets epsilon. Default 1e-8, and 1e-6 for {@code adagrad}. */
  default S setEpsilon(double value) {
    return Setter.set(this, epsilon(), value);
  }
}
