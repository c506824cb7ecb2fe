package org.coherer.training.engine;

/** Builds multilayer perceptrons from the sizes of their layers. */
public interface PerceptronBuilder extends EngineCapability {

  /**
   * Returns a perceptron that classifies, as Spark's {@code MultilayerPerceptronClassifier} does:
   * sigmoid hidden layers, a softmax output, cross-entropy. Equal sizes give equal networks.
   *
   * @param layers the sizes from input to output, at least two
   */
  NetworkSpec classifier(int... layers);

  /**
   * Returns a perceptron that predicts numbers: rectified linear hidden layers, an output without
   * activation, the mean squared error. Equal sizes give equal networks.
   *
   * @param layers the sizes from input to output, at least two
   */
  NetworkSpec regressor(int... layers);
}
