package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;

/**
 * The offset that is added to every feature, after it was multiplied by inputScale. Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasInputOffset<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam inputOffset() {
    return new DoubleParam(this, "inputOffset", "offset added to every feature, after inputScale");
  }

  /** Returns the value. */
  default double getInputOffset() {
    return (double) $(inputOffset());
  }

  /** Sets the offset that is added to every feature after inputScale. Default 0. */
  default S setInputOffset(double value) {
    return Setter.set(this, inputOffset(), value);
  }
}
