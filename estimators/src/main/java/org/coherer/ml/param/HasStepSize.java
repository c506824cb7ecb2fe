package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The learning rate, by the name of Spark's own estimators: an alias of learningRate. At most one
 * of the two may be set.
 *
 * @param <S> the type of the stage
 */
public interface HasStepSize<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasStepSize {

  /** Returns the Param. */
  @Override
  default DoubleParam stepSize() {
    return new DoubleParam(
        this, "stepSize", "learning rate; an alias of learningRate (> 0)", ParamValidators.gt(0.0));
  }

  /** Returns the value. */
  @Override
  default double getStepSize() {
    return (double) $(stepSize());
  }

  /** Sets the learning rate: an alias of setLearningRate. */
  default S setStepSize(double value) {
    return Setter.set(this, stepSize(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasStepSize$_setter_$stepSize_$eq(
      DoubleParam param) {}
}
