package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The output column for the label of the predicted class, in the type of the label column that the
 * model was trained on; empty for none, which is the default.
 *
 * @param <S> the type of the stage
 */
public interface HasPredictedLabelCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> predictedLabelCol() {
    return new Param<>(
        this,
        "predictedLabelCol",
        "name of the output column for the label of the predicted class, in the type of labelCol; empty for none");
  }

  /** Returns the value. */
  default String getPredictedLabelCol() {
    return $(predictedLabelCol());
  }

  /** Sets the output column for the label of the predicted class; empty for none. */
  default S setPredictedLabelCol(String value) {
    return Setter.set(this, predictedLabelCol(), value);
  }
}
