package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
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

  private static final String NUMBERS = "numbers";
  private static final String JOINED = "joined";

  @Override
  public NetworkSpec build(Perceptron perceptron) {
    NativeBackend.prepare();
    // A fixed seed, since DL4J's default is the clock: equal perceptrons must give equal texts.
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(weights(perceptron.activation()))
            .updater(new Adam(1e-3));
    String text =
        perceptron.embeddings().isEmpty()
            ? stack(builder.list(), perceptron)
            : graph(builder.graphBuilder(), perceptron);
    return new NetworkSpec(NetworkConfiguration.ENGINE, text);
  }

  private static String stack(NeuralNetConfiguration.ListBuilder list, Perceptron perceptron) {
    for (int i = 1; i < perceptron.layers().size() - 1; i++) {
      list.layer(hidden(perceptron, i));
    }
    return list.layer(output(perceptron)).build().toJson();
  }

  private static String graph(GraphBuilder graph, Perceptron perceptron) {
    List<String> joined = new ArrayList<>();
    if (perceptron.numbers() > 0) {
      graph.addInputs(NUMBERS);
      joined.add(NUMBERS);
    }
    for (int i = 0; i < perceptron.embeddings().size(); i++) {
      String name = "embedding" + (i + 1);
      graph.addInputs("category" + (i + 1));
      graph.addLayer(name, embedding(perceptron.embeddings().get(i)), "category" + (i + 1));
      joined.add(name);
    }
    String last = joined.get(0);
    if (joined.size() > 1) {
      graph.addVertex(JOINED, new MergeVertex(), joined.toArray(new String[0]));
      last = JOINED;
    }
    for (int i = 1; i < perceptron.layers().size() - 1; i++) {
      graph.addLayer("hidden" + i, hidden(perceptron, i), last);
      last = "hidden" + i;
    }
    return graph.addLayer("output", output(perceptron), last).setOutputs("output").build().toJson();
  }

  private static EmbeddingLayer embedding(int rows) {
    return new EmbeddingLayer.Builder()
        .nIn(rows)
        .nOut(Perceptron.EMBEDDING_SIZE)
        .hasBias(false)
        .weightInit(WeightInit.ZERO)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .build();
  }

  private static DenseLayer hidden(Perceptron perceptron, int index) {
    return new DenseLayer.Builder()
        .nIn(perceptron.layers().get(index - 1))
        .nOut(perceptron.layers().get(index))
        .activation(org.nd4j.linalg.activations.Activation.valueOf(perceptron.activation().name()))
        .build();
  }

  private static OutputLayer output(Perceptron perceptron) {
    List<Integer> sizes = perceptron.layers();
    return new OutputLayer.Builder(loss(perceptron.output()))
        .nIn(sizes.get(sizes.size() - 2))
        .nOut(sizes.get(sizes.size() - 1))
        .activation(last(perceptron.output()))
        .build();
  }

  private static WeightInit weights(Activation activation) {
    return switch (activation) {
      case SIGMOID, TANH -> WeightInit.XAVIER;
      case SELU -> WeightInit.LECUN_NORMAL;
      case RELU, LEAKYRELU, ELU, GELU, SWISH, MISH -> WeightInit.RELU;
    };
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
