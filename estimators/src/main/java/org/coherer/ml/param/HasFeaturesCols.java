package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The columns of numbers that are the features, one for each value that the network takes. Excludes
 * featuresCol, which is one column that has all of them.
 *
 * @param <S> the type of the stage
 */
public interface HasFeaturesCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam featuresCols() {
    return new StringArrayParam(
        this,
        "featuresCols",
        "names of the columns of numbers that are the features, one for each value; instead of featuresCol");
  }

  /** Returns the value. */
  default String[] getFeaturesCols() {
    return $(featuresCols());
  }

  /** Sets the columns of numbers that are the features, one for each value. */
  default S setFeaturesCols(String... value) {
    return with(featuresCols(), value);
  }
}
