package org.coherer.benchmarks.scaling;

import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.PerceptronBuilder.Activation;
import org.coherer.training.engine.PerceptronBuilder.Output;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** The network 784-512-256-10 with rectified linear units, as most people would write it. */
final class Perceptron {

  /** What result lines call it. */
  static final String LABEL = "mlp";

  private static final int[] LAYERS = {GeneratedRows.FEATURES, 512, 256, GeneratedRows.CLASSES};

  private Perceptron() {}

  /**
   * Returns it: Xavier's weights, Adam with a learning rate of 0.001.
   *
   * @param engine makes the perceptron whose hidden layers are then changed; it comes first also
   *     because it chooses the native library, before DL4J is touched
   */
  static NetworkSpec network(Engine engine) {
    NetworkSpec sigmoid =
        Engines.require(engine, PerceptronBuilder.class, "layers")
            .build(PerceptronBuilder.Perceptron.of(Activation.SIGMOID, Output.CLASS, LAYERS));
    MultiLayerConfiguration perceptron = MultiLayerConfiguration.fromJson(sigmoid.text());
    for (NeuralNetConfiguration part : perceptron.getConfs()) {
      if (part.getLayer() instanceof DenseLayer hidden) {
        hidden.setActivationFn(new ActivationReLU());
      }
    }
    return new NetworkSpec(engine.name(), perceptron.toJson());
  }
}
