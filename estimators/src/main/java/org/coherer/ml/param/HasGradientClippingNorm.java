package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Gradient clipping by norm: the maximum Euclidean norm of the mean gradient over all parameters. A
 * longer gradient is scaled down to it. Default: no clipping.
 *
 * @param <S> the type of the stage
 */
public interface HasGradientClippingNorm<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam gradientClippingNorm() {
    return new DoubleParam(
        this,
        "gradientClippingNorm",
        "gradient clipping by norm: maximum Euclidean norm of the mean gradient (> 0)",
        ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  default double getGradientClippingNorm() {
    return (double) $(gradientClippingNorm());
  }

  /** Sets the maximum norm of the gradient. Default: no clipping. */
  default S setGradientClippingNorm(double value) {
    return Setter.set(this, gradientClippingNorm(), value);
  }
}
