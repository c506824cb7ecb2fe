package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column of the features. Default features.
 *
 * @param <S> the type of the stage
 */
public interface HasFeaturesCol<S>
    extends Fluent<S>, org.apache.spark.ml.param.shared.HasFeaturesCol {

  /** Returns the Param. */
  @Override
  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", "name of the column of the features");
  }

  /** Returns the value. */
  @Override
  default String getFeaturesCol() {
    return $(featuresCol());
  }

  /** Sets the column of the features. Default features. */
  default S setFeaturesCol(String value) {
    return Setter.set(this, featuresCol(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasFeaturesCol$_setter_$featuresCol_$eq(
      Param<String> param) {}
}
