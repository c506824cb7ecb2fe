package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Params;

/**
 * Whether every worker gets its share of the rows of each label, rather than of all rows together.
 * Default false.
 */
public interface HasStratified extends Params {

  /** Returns the Param. */
  BooleanParam stratified();

  /** Returns the value. */
  default boolean getStratified() {
    return (boolean) $(stratified());
  }

  /** Creates the Param for a stage. */
  static BooleanParam create(Params stage) {
    return new BooleanParam(
        stage, "stratified", "whether every worker gets its share of the rows of each label");
  }
}
