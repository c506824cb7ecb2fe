package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The size of a new output layer, which replaces the last layer of the network of initialModelPath:
 * transfer learning to other classes or targets. A classifier's new layer has a softmax and
 * cross-entropy; a regressor's or an autoencoder's keeps activation and loss, unless the old layer
 * gave probabilities: then it is linear with the mean squared error. Default: the layer is kept.
 *
 * @param <S> the type of the stage
 */
public interface HasOutputSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam outputSize() {
    return new IntParam(
        this,
        "outputSize",
        "size of a new output layer that replaces the last layer of the network of initialModelPath (> 0)",
        ParamValidators.gt(0));
  }

  /** Returns the value. */
  default int getOutputSize() {
    return (int) $(outputSize());
  }

  /** Sets the size of a new output layer for the network of initialModelPath. */
  default S setOutputSize(int value) {
    return Setter.set(this, outputSize(), value);
  }
}
