package org.coherer.training.engine.dl4j;

import java.util.List;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

/**
 * Perceptrons that are trained by Adam with a learning rate of 0.001. The weights of all layers
 * start normally distributed, as Glorot's before sigmoids and hyperbolic tangents, LeCun's before
 * SELU, and He's before all others.
 */
final class Dl4jPerceptrons implements PerceptronBuilder {

  @Override
  public NetworkSpec build(Perceptron perceptron) {
    NativeBackend.prepare();
    // A fixed seed, since DL4J's default is the clock: equal perceptrons must give equal texts.
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(weights(perceptron.activation()))
            .updater(new Adam(1e-3))
            .list();
    List<Integer> sizes = perceptron.layers();
    for (int i = 1; i < sizes.size() - 1; i++) {
      list.layer(
          new DenseLayer.Builder()
              .nIn(sizes.get(i - 1))
              .nOut(sizes.get(i))
              .activation(hidden(perceptron.activation()))
              .build());
    }
    list.layer(
        new OutputLayer.Builder(loss(perceptron.output()))
            .nIn(sizes.get(sizes.size() - 2))
            .nOut(sizes.get(sizes.size() - 1))
            .activation(last(perceptron.output()))
            .build());
    return new NetworkSpec(NetworkConfiguration.ENGINE, list.build().toJson());
  }

  private static WeightInit weights(Activation activation) {
    return switch (activation) {
      case SIGMOID, TANH -> WeightInit.XAVIER;
      case SELU -> WeightInit.LECUN_NORMAL;
      case RELU, LEAKYRELU, ELU, GELU, SWISH, MISH -> WeightInit.RELU;
    };
  }

  private static org.nd4j.linalg.activations.Activation hidden(Activation activation) {
    return org.nd4j.linalg.activations.Activation.valueOf(activation.name());
  }

  private static org.nd4j.linalg.activations.Activation last(Output output) {
    return switch (output) {
      case CLASS -> org.nd4j.linalg.activations.Activation.SOFTMAX;
      case VALUES -> org.nd4j.linalg.activations.Activation.IDENTITY;
      case LABELS -> org.nd4j.linalg.activations.Activation.SIGMOID;
      case COUNTS -> org.nd4j.linalg.activations.Activation.SOFTPLUS;
    };
  }

  private static ILossFunction loss(Output output) {
    return switch (output) {
      case CLASS -> new LossMCXENT();
      case VALUES -> new LossMSE();
      // Without clipping: a label that is wrong with certainty has the steepest slope, not none.
      case LABELS -> new LossBinaryXENT(0);
      case COUNTS -> new LossPoisson();
    };
  }
}
