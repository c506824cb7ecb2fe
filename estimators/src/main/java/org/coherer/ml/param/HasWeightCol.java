package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column of row weights. If not set, every row has the weight 1.
 *
 * @param <S> the type of the stage
 */
public interface HasWeightCol<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasWeightCol {

  /** Returns the Param. */
  @Override
  default Param<String> weightCol() {
    return new Param<>(
        this, "weightCol", "weight column name; if not set, every row has the weight 1");
  }

  /** Returns the value. */
  @Override
  default String getWeightCol() {
    return $(weightCol());
  }

  /** Sets the column of row weights. */
  default S setWeightCol(String value) {
    return Setter.set(this, weightCol(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}
}
