package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The columns that the outputs of a network are compared with, one for each output, in their order:
 * a class index or a number, or a vector or an array of as many numbers as the output has.
 *
 * @param <S> the type of the stage
 */
public interface HasTargetCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam targetCols() {
    return new StringArrayParam(
        this,
        "targetCols",
        "names of the columns that the outputs are compared with, one for each output of the network");
  }

  /** Returns the value. */
  default String[] getTargetCols() {
    return $(targetCols());
  }

  /** Sets the columns that the outputs are compared with, one for each output of the network. */
  default S setTargetCols(String... value) {
    return with(targetCols(), value);
  }
}
