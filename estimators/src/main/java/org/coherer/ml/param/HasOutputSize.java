package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The outputs of a new last layer, which takes the place of the one that the network of
 * initialModelPath has: for other classes or targets than it was trained on. A classifier gives it
 * a softmax and cross-entropy; a regressor or an autoencoder no activation and the mean squared
 * error, where the layer was one of probabilities. By default the layer is kept.
 *
 * @param <S> the type of the stage
 */
public interface HasOutputSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam outputSize() {
    return new IntParam(
        this,
        "outputSize",
        "outputs of a new last layer in place of the one that the network of initialModelPath has (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getOutputSize() {
    return (int) $(outputSize());
  }

  /** Sets the outputs of a new last layer for the network of initialModelPath. */
  default S setOutputSize(int value) {
    return with(outputSize(), value);
  }
}
