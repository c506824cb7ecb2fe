package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * How features are standardized, where they are: {@code standard}, by mean and standard deviation;
 * {@code robust}, by median and interquartile range, which outliers do not move; {@code none}, not
 * at all. Default standard.
 *
 * @param <S> the type of the stage
 */
public interface HasScaling<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> scaling() {
    return new Param<>(
        this,
        "scaling",
        "how features are standardized: standard (mean and standard deviation), robust (median and "
            + "interquartile range), none");
  }

  /** Returns the value. */
  default String getScaling() {
    return $(scaling());
  }

  /** Sets how features are standardized: standard, robust or none. Default standard. */
  default S setScaling(String value) {
    return Setter.set(this, scaling(), value);
  }
}
