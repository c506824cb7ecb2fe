package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The columns that get the outputs of a network, one for each output, in their order; each a
 * vector.
 *
 * @param <S> the type of the stage
 */
public interface HasOutputCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam outputCols() {
    return new StringArrayParam(
        this,
        "outputCols",
        "names of the columns that get the outputs of the network, one for each");
  }

  /** Returns the value. */
  default String[] getOutputCols() {
    return $(outputCols());
  }

  /** Sets the columns that get the outputs of the network, one for each. */
  default S setOutputCols(String... value) {
    return with(outputCols(), value);
  }
}
