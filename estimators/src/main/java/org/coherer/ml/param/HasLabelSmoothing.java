package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The label smoothing s: in the training loss the probability of a row's class is 1 - s + s / k,
 * and that of each other of k classes s / k. Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasLabelSmoothing<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam labelSmoothing() {
    return new DoubleParam(
        this,
        "labelSmoothing",
        "label smoothing s of the training loss, whose target is 1 - s + s / k for the class of the row and s / k"
            + " for each other of k classes (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getLabelSmoothing() {
    return (double) $(labelSmoothing());
  }

  /** Sets the label smoothing of the training loss. Default 0. */
  default S setLabelSmoothing(double value) {
    return Setter.set(this, labelSmoothing(), value);
  }
}
