package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether every worker gets its share of the rows of each label, rather than of all rows together.
 * Default false.
 *
 * @param <S> the type of the stage
 */
public interface HasStratified<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam stratified() {
    return new BooleanParam(
        this, "stratified", "whether every worker gets its share of the rows of each label");
  }

  /** Returns the value. */
  default boolean getStratified() {
    return (boolean) $(stratified());
  }

  /** Sets whether every worker gets its share of the rows of each label. Default false. */
  default S setStratified(boolean value) {
    return with(stratified(), value);
  }
}
