package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The maximum number of epochs: passes over the training data. Default 0: chosen so that there are
 * enough optimizer steps for a perceptron, 10 for a network of the user's own.
 *
 * @param <S> the type of the stage
 */
public interface HasMaxIter<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasMaxIter {

  /** Returns the Param. */
  @Override
  default IntParam maxIter() {
    return new IntParam(
        this,
        "maxIter",
        "maximum number of epochs; 0 to have it chosen (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  @Override
  default int getMaxIter() {
    return (int) $(maxIter());
  }

  /** Sets the maximum number of epochs. Default 0: chosen. */
  default S setMaxIter(int value) {
    return Setter.set(this, maxIter(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasMaxIter$_setter_$maxIter_$eq(IntParam param) {}
}
