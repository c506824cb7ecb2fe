package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleArrayParam;

/**
 * How much rows of each class count: factors of their weights, one for each class. Default: all the
 * same.
 *
 * @param <S> the type of the stage
 */
public interface HasClassWeights<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleArrayParam classWeights() {
    return new DoubleArrayParam(
        this, "classWeights", "factors of the weights of rows, one for each class (>= 0)");
  }

  /** Returns the value. */
  default double[] getClassWeights() {
    return $(classWeights());
  }

  /** Sets how much rows of each class count. By default all count the same. */
  default S setClassWeights(double... value) {
    return with(classWeights(), value);
  }
}
