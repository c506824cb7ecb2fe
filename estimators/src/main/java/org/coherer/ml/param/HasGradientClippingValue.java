package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Gradient clipping by value: the maximum absolute value of the elements of the mean gradient.
 * Default: no clipping.
 *
 * @param <S> the type of the stage
 */
public interface HasGradientClippingValue<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam gradientClippingValue() {
    return new DoubleParam(
        this,
        "gradientClippingValue",
        "gradient clipping by value: maximum absolute value of the elements of the mean gradient (> 0)",
        ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  default double getGradientClippingValue() {
    return (double) $(gradientClippingValue());
  }

  /** Sets the maximum absolute value of gradient elements. Default: no clipping. */
  default S setGradientClippingValue(double value) {
    return Setter.set(this, gradientClippingValue(), value);
  }
}
