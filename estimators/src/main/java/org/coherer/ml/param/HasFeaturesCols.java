package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The numeric feature columns, one per value that the network takes. Excludes featuresCol, which
 * names one column with all values.
 *
 * @param <S> the type of the stage
 */
public interface HasFeaturesCols<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam featuresCols() {
    return new StringArrayParam(
        this,
        "featuresCols",
        "names of the numeric feature columns, one per value; instead of featuresCol");
  }

  /** Returns the value. */
  default String[] getFeaturesCols() {
    return $(featuresCols());
  }

  /** Sets the numeric feature columns, one per value. */
  default S setFeaturesCols(String... value) {
    return Setter.set(this, featuresCols(), value);
  }
}
