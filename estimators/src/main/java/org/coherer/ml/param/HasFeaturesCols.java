package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The feature columns: one number per value that the network takes, or, for perceptrons, columns of
 * numbers, booleans, texts, dates and timestamps as they are. Excludes featuresCol, which names one
 * column with all values.
 *
 * @param <S> the type of the stage
 */
public interface HasFeaturesCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam featuresCols() {
    return new StringArrayParam(
        this,
        "featuresCols",
        "names of the feature columns, instead of featuresCol: numbers, and for perceptrons also "
            + "booleans, strings, dates and timestamps");
  }

  /** Returns the value. */
  default String[] getFeaturesCols() {
    return $(featuresCols());
  }

  /** Sets the feature columns. */
  default S setFeaturesCols(String... value) {
    return Setter.set(this, featuresCols(), value);
  }
}
