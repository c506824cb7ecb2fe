package org.coherer.ml.param;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The columns of numbers that are the features, one for each value that the network takes. Excludes
 * featuresCol, which is one column that has all of them.
 */
public interface HasFeaturesCols extends Params {

  /** Returns the Param. */
  StringArrayParam featuresCols();

  /** Returns the value. */
  default String[] getFeaturesCols() {
    return $(featuresCols());
  }

  /** Creates the Param for a stage. */
  static StringArrayParam create(Params stage) {
    return new StringArrayParam(
        stage,
        "featuresCols",
        "names of the columns of numbers that are the features, one for each value; instead of featuresCol");
  }
}
