package org.coherer.ml.param;

import org.apache.spark.ml.param.IntArrayParam;

/**
 * The sizes of the layers of a multilayer perceptron, from input to output, instead of a network;
 * the meaning is that of Spark's MultilayerPerceptronClassifier, but for the activation of hidden
 * layers.
 *
 * @param <S> the type of the stage
 */
public interface HasLayers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntArrayParam layers() {
    return new IntArrayParam(
        this,
        "layers",
        "sizes of the layers of a multilayer perceptron, from input to output; instead of a network");
  }

  /** Returns the value. */
  default int[] getLayers() {
    return $(layers());
  }

  /** Sets the layer sizes of a multilayer perceptron, from input to output. Excludes network. */
  default S setLayers(int... value) {
    return Setter.set(this, layers(), value);
  }
}
