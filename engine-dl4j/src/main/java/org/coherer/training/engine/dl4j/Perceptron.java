package org.coherer.training.engine.dl4j;

import java.util.Arrays;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A multilayer perceptron of a kind, trained by Adam with a learning rate of 0.001.
 *
 * @param hidden the activation of all layers but the last
 * @param weights how weights start; biases start at zero
 * @param output the activation of the last layer
 * @param loss the loss
 * @param leastOutputs the fewest outputs that make sense
 */
record Perceptron(
    Activation hidden, WeightInit weights, Activation output, LossFunction loss, int leastOutputs) {

  /** Classifies as Spark's MultilayerPerceptronClassifier does. */
  static final Perceptron OF_CLASSES =
      new Perceptron(
          Activation.SIGMOID, WeightInit.XAVIER, Activation.SOFTMAX, LossFunction.MCXENT, 2);

  /** Predicts numbers. */
  static final Perceptron OF_VALUES =
      new Perceptron(Activation.RELU, WeightInit.RELU, Activation.IDENTITY, LossFunction.MSE, 1);

  /**
   * Returns one.
   *
   * @param layers the sizes from input to output
   */
  NetworkSpec of(int... layers) {
    if (layers.length < 2
        || Arrays.stream(layers).anyMatch(size -> size < 1)
        || layers[layers.length - 1] < leastOutputs) {
      throw new IllegalArgumentException(
          "Invalid layer sizes "
              + Arrays.toString(layers)
              + " (must be at least an input and an output, all above 0"
              + (leastOutputs > 1 ? ", at least " + leastOutputs + " outputs)" : ")"));
    }
    NativeBackend.prepare();
    // A fixed seed, since DL4J's default is the clock: equal sizes must give equal texts.
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(weights)
            .updater(new Adam(1e-3))
            .list();
    for (int i = 1; i < layers.length - 1; i++) {
      list.layer(
          new DenseLayer.Builder().nIn(layers[i - 1]).nOut(layers[i]).activation(hidden).build());
    }
    list.layer(
        new OutputLayer.Builder(loss)
            .nIn(layers[layers.length - 2])
            .nOut(layers[layers.length - 1])
            .activation(output)
            .build());
    return new NetworkSpec(NetworkConfiguration.ENGINE, list.build().toJson());
  }
}
