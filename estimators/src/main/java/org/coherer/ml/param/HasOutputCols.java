package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The output columns, one per output of the network, in their order; each a vector.
 *
 * @param <S> the type of the stage
 */
public interface HasOutputCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam outputCols() {
    return new StringArrayParam(
        this, "outputCols", "names of the output columns, one per output of the network");
  }

  /** Returns the value. */
  default String[] getOutputCols() {
    return $(outputCols());
  }

  /** Sets the output columns, one per output of the network. */
  default S setOutputCols(String... value) {
    return Setter.set(this, outputCols(), value);
  }
}
