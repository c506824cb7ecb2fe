package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The numeric label columns, one per output of the network. Excludes labelCol.
 *
 * @param <S> the type of the stage
 */
public interface HasLabelCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam labelCols() {
    return new StringArrayParam(
        this,
        "labelCols",
        "names of the numeric label columns, one per output of the network; instead of labelCol");
  }

  /** Returns the value. */
  default String[] getLabelCols() {
    return $(labelCols());
  }

  /** Sets the numeric label columns, one per output of the network. */
  default S setLabelCols(String... value) {
    return Setter.set(this, labelCols(), value);
  }
}
