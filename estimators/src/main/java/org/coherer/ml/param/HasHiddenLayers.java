package org.coherer.ml.param;

import org.apache.spark.ml.param.IntArrayParam;

/**
 * The sizes of the hidden layers of a multilayer perceptron whose inputs and outputs follow the
 * data; empty for none.
 *
 * @param <S> the type of the stage
 */
public interface HasHiddenLayers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntArrayParam hiddenLayers() {
    return new IntArrayParam(
        this,
        "hiddenLayers",
        "sizes of the hidden layers of a multilayer perceptron, instead of layers; empty for none");
  }

  /** Returns the value. */
  default int[] getHiddenLayers() {
    return $(hiddenLayers());
  }

  /** Sets the sizes of the hidden layers; inputs and outputs follow the data. Excludes layers. */
  default S setHiddenLayers(int... value) {
    return Setter.set(this, hiddenLayers(), value);
  }
}
