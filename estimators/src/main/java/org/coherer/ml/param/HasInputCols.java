package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The columns with the inputs of a network, one for each input, in their order; each of any type
 * that features may have.
 *
 * @param <S> the type of the stage
 */
public interface HasInputCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam inputCols() {
    return new StringArrayParam(
        this, "inputCols", "names of the columns with the inputs of the network, one for each");
  }

  /** Returns the value. */
  default String[] getInputCols() {
    return $(inputCols());
  }

  /** Sets the columns with the inputs of the network, one for each. */
  default S setInputCols(String... value) {
    return with(inputCols(), value);
  }
}
