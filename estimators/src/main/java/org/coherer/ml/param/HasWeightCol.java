package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column of row weights. If not set, every row has the weight 1.
 *
 * @param <S> the type of the stage
 */
public interface HasWeightCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> weightCol() {
    return new Param<>(
        this, "weightCol", "weight column name; if not set, every row has the weight 1");
  }

  /** Returns the value. */
  default String getWeightCol() {
    return $(weightCol());
  }

  /** Sets the column of row weights. */
  default S setWeightCol(String value) {
    return Setter.set(this, weightCol(), value);
  }
}
