package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleArrayParam;

/**
 * The class weights, one per class. Row weights are multiplied by them. Default: all classes have
 * the same weight.
 *
 * @param <S> the type of the stage
 */
public interface HasClassWeights<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleArrayParam classWeights() {
    return new DoubleArrayParam(
        this,
        "classWeights",
        "class weights, one per class, by which row weights are multiplied (>= 0)");
  }

  /** Returns the value. */
  default double[] getClassWeights() {
    return $(classWeights());
  }

  /** Sets the class weights, one per class. Default: all classes have the same weight. */
  default S setClassWeights(double... value) {
    return Setter.set(this, classWeights(), value);
  }
}
