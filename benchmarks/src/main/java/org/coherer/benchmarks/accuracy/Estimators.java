package org.coherer.benchmarks.accuracy;

import java.util.Arrays;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.ml.NeuralNetworkClassifier;

/** The estimators that are compared; a worker is an executor here. */
final class Estimators {

  /** Rows per worker and step. */
  static final int BATCH = 128;

  private Estimators() {}

  /** Returns ours with a network that PyTorch has, too. */
  static Estimator<?> ours(SampleNetwork network, int epochs, long seed) {
    return new NeuralNetworkClassifier()
        .setNetwork(network.network().text())
        .setBatchSize(BATCH)
        .setMaxIter(epochs)
        .setSeed(seed)
        .setNumWorkers(AccuracyWorker.EXECUTORS.count());
  }

  /** Returns ours in the place of MLlib's, with the network of {@link #mllib}. */
  static Estimator<?> ours(int[] layers, int maxIter, long seed) {
    return new NeuralNetworkClassifier()
        .setLayers(layers)
        .setActivation("sigmoid")
        .setBlockSize(BATCH)
        .setMaxIter(maxIter)
        .setSeed(seed);
  }

  /** Returns MLlib's. */
  static Estimator<?> mllib(int[] layers, int maxIter, long seed) {
    return new MultilayerPerceptronClassifier()
        .setLayers(layers)
        .setBlockSize(BATCH)
        .setMaxIter(maxIter)
        .setSeed(seed);
  }

  /** Reads the sizes of layers, such as {@code 784-100-10}. */
  static int[] layers(String text) {
    return Arrays.stream(text.split("-", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
