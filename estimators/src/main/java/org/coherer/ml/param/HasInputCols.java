package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The input columns, one per input of the network, in their order; each of any type that features
 * may have.
 *
 * @param <S> the type of the stage
 */
public interface HasInputCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam inputCols() {
    return new StringArrayParam(
        this, "inputCols", "names of the input columns, one per input of the network");
  }

  /** Returns the value. */
  default String[] getInputCols() {
    return $(inputCols());
  }

  /** Sets the input columns, one per input of the network. */
  default S setInputCols(String... value) {
    return Setter.set(this, inputCols(), value);
  }
}
