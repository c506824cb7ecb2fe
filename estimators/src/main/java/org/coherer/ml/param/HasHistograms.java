package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether each epoch ends with histograms of the weights and gradients of every layer, for
 * TensorBoard ({@link HasTensorBoardDir}) and the tab of Spark's UI. The model is the same, bit for
 * bit. Only the trainers {@code allReduce} and {@code local} have them; with {@link
 * HasShardOptimizerState} there are those of weights alone. If not set, {@code
 * spark.coherer.histograms} applies; its default is false.
 *
 * @param <S> the type of the stage
 */
public interface HasHistograms<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam histograms() {
    return new BooleanParam(
        this,
        "histograms",
        "whether each epoch ends with histograms of the weights and gradients of every layer, for TensorBoard and Spark's UI; only with the trainers allReduce and local");
  }

  /** Returns the value. */
  default boolean getHistograms() {
    return (boolean) $(histograms());
  }

  /** Sets whether each epoch ends with histograms of weights and gradients. Default false. */
  default S setHistograms(boolean value) {
    return Setter.set(this, histograms(), value);
  }
}
