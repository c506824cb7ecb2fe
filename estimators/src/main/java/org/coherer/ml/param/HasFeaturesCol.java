package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column of the features. Default features.
 *
 * @param <S> the type of the stage
 */
public interface HasFeaturesCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", "name of the column of the features");
  }

  /** Returns the value. */
  default String getFeaturesCol() {
    return $(featuresCol());
  }

  /** Sets the column of the features. Default features. */
  default S setFeaturesCol(String value) {
    return Setter.set(this, featuresCol(), value);
  }
}
