package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;

/**
 * The factor by which every feature is multiplied before it enters the network, such as 1/255 for
 * bytes. Default 1.
 *
 * @param <S> the type of the stage
 */
public interface HasInputScale<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam inputScale() {
    return new DoubleParam(
        this,
        "inputScale",
        "factor by which every feature is multiplied before it enters the network (not 0)");
  }

  /** Returns the value. */
  default double getInputScale() {
    return (double) $(inputScale());
  }

  /** Sets the factor by which features are multiplied before they enter the network. Default 1. */
  default S setInputScale(double value) {
    return Setter.set(this, inputScale(), value);
  }
}
