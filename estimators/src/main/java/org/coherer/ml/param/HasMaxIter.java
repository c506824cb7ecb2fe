package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of epochs: passes over the training data.
 *
 * @param <S> the type of the stage
 */
public interface HasMaxIter<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam maxIter() {
    return new IntParam(
        this,
        "maxIter",
        "number of epochs, passes over the training data (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getMaxIter() {
    return (int) $(maxIter());
  }

  /** Sets the number of epochs. Default 10. */
  default S setMaxIter(int value) {
    return with(maxIter(), value);
  }
}
