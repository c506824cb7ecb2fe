package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The column that says how much each row counts. Where it is not set, every row counts 1. */
public interface HasWeightCol extends Params {

  /** Returns the Param. */
  Param<String> weightCol();

  /** Returns the value. */
  default String getWeightCol() {
    return $(weightCol());
  }

  /** Creates the Param for a stage. */
  static Param<String> create(Params stage) {
    return new Param<>(
        stage,
        "weightCol",
        "name of the column that says how much each row counts; if not set, every row counts 1");
  }
}
