package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How many categories of a column a network distinguishes: the most frequent ones. All others of
 * the column share one place. Default 256.
 *
 * @param <S> the type of the stage
 */
public interface HasMaxCategories<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam maxCategories() {
    return new IntParam(
        this,
        "maxCategories",
        "the most categories of a column that are distinguished; rarer ones share a place",
        ParamValidators.inRange(1, 10_000));
  }

  /** Returns the value. */
  default int getMaxCategories() {
    return (int) $(maxCategories());
  }

  /**
   * Sets how many categories of a column are distinguished, the most frequent ones. Default 256.
   */
  default S setMaxCategories(int value) {
    return Setter.set(this, maxCategories(), value);
  }
}
