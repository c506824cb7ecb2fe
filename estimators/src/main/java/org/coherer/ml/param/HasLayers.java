package org.coherer.ml.param;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Params;

/**
 * The sizes of a multilayer perceptron, input and output included: a shortcut instead of a network,
 * with the meaning of Spark's MultilayerPerceptronClassifier.
 */
public interface HasLayers extends Params {

  /** Returns the Param. */
  IntArrayParam layers();

  /** Returns the value. */
  default int[] getLayers() {
    return $(layers());
  }

  /** Creates the Param for a stage. */
  static IntArrayParam create(Params stage) {
    return new IntArrayParam(
        stage,
        "layers",
        "sizes of a multilayer perceptron from input to output, instead of a network: sigmoid hidden layers, softmax output");
  }
}
