package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The largest absolute value of an element of the mean gradient: what is beyond is cut off.
 * Default: none.
 *
 * @param <S> the type of the stage
 */
public interface HasGradientClippingValue<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam gradientClippingValue() {
    return new DoubleParam(
        this,
        "gradientClippingValue",
        "largest absolute value of an element of the mean gradient; what is beyond is cut off (> 0)",
        ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  default double getGradientClippingValue() {
    return (double) $(gradientClippingValue());
  }

  /** Sets the largest absolute value in the gradient. By default there is none. */
  default S setGradientClippingValue(double value) {
    return with(gradientClippingValue(), value);
  }
}
