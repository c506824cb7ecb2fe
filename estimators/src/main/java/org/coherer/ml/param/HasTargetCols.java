package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The target columns, one per output of the network, in their order: a class index, a number, or a
 * vector or array with the size of the output.
 *
 * @param <S> the type of the stage
 */
public interface HasTargetCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam targetCols() {
    return new StringArrayParam(
        this, "targetCols", "names of the target columns, one per output of the network");
  }

  /** Returns the value. */
  default String[] getTargetCols() {
    return $(targetCols());
  }

  /** Sets the target columns, one per output of the network. */
  default S setTargetCols(String... value) {
    return Setter.set(this, targetCols(), value);
  }
}
