package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether to stratify the shards by label: every worker gets the same share of the rows of each
 * label. Default false.
 *
 * @param <S> the type of the stage
 */
public interface HasStratified<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam stratified() {
    return new BooleanParam(this, "stratified", "whether to stratify the shards by label");
  }

  /** Returns the value. */
  default boolean getStratified() {
    return (boolean) $(stratified());
  }

  /** Sets whether to stratify the shards by label. Default false. */
  default S setStratified(boolean value) {
    return Setter.set(this, stratified(), value);
  }
}
