package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column that says how much each row counts. Where it is not set, every row counts 1.
 *
 * @param <S> the type of the stage
 */
public interface HasWeightCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> weightCol() {
    return new Param<>(
        this,
        "weightCol",
        "name of the column that says how much each row counts; if not set, every row counts 1");
  }

  /** Returns the value. */
  default String getWeightCol() {
    return $(weightCol());
  }

  /** Sets the column of the row weights. */
  default S setWeightCol(String value) {
    return with(weightCol(), value);
  }
}
