package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The largest Euclidean norm of the mean gradient over all parameters: a longer one is scaled down
 * to it. Default: none.
 *
 * @param <S> the type of the stage
 */
public interface HasGradientClippingNorm<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam gradientClippingNorm() {
    return new DoubleParam(
        this,
        "gradientClippingNorm",
        "largest norm of the mean gradient; a longer one is scaled down (> 0)",
        ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  default double getGradientClippingNorm() {
    return (double) $(gradientClippingNorm());
  }

  /** Sets the largest norm of the gradient. By default there is none. */
  default S setGradientClippingNorm(double value) {
    return with(gradientClippingNorm(), value);
  }
}
