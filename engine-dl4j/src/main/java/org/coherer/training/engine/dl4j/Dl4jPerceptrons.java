package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.extension.ParametricActivationLayer;
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer;
import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

/**
 * Perceptrons that are trained by Adam with a learning rate of 0.001. The weights of all layers
 * start normally distributed: in plain ones as Glorot's before sigmoids and hyperbolic tangents,
 * LeCun's before SELU, and He's before all others; in tabular ones as LeCun's.
 */
final class Dl4jPerceptrons implements PerceptronBuilder {

  private static final int WAVES = 16;
  private static final int MIXTURES = 3;
  private static final double BIAS_RATE = 0.1;
  private static final double RETAINED = 0.85;

  private static final String NUMBERS = "numbers";
  private static final String JOINED = "joined";

  @Override
  public NetworkSpec build(Perceptron perceptron) {
    NativeBackend.prepare();
    boolean plain = perceptron.form() == Form.PLAIN;
    // A fixed seed, since DL4J's default is the clock: equal perceptrons must give equal texts.
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(plain ? weights(perceptron.activation()) : WeightInit.LECUN_NORMAL)
            .updater(adam());
    String text =
        perceptron.embeddings().isEmpty()
            ? stack(builder.list(), perceptron)
            : graph(builder.graphBuilder(), perceptron);
    return new NetworkSpec(NetworkConfiguration.ENGINE, text);
  }

  private static String stack(NeuralNetConfiguration.ListBuilder list, Perceptron perceptron) {
    int width = perceptron.layers().get(0);
    if (perceptron.form() == Form.TABULAR) {
      PeriodicEmbeddingLayer waves = waves(width);
      list.layer(waves);
      width = waves.outputs();
    }
    dense(perceptron, width).forEach(list::layer);
    return list.build().toJson();
  }

  private static String graph(GraphBuilder graph, Perceptron perceptron) {
    List<String> joined = new ArrayList<>();
    int width = Perceptron.EMBEDDING_SIZE * perceptron.embeddings().size();
    if (perceptron.numbers() > 0) {
      graph.addInputs(NUMBERS);
      boolean plain = perceptron.form() == Form.PLAIN;
      joined.add(plain ? NUMBERS : "waves");
      width += plain ? perceptron.numbers() : addWaves(graph, perceptron.numbers());
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
    List<Layer> layers = dense(perceptron, width);
    int hidden = 0;
    for (int i = 0; i < layers.size(); i++) {
      boolean shared = layers.get(i) instanceof ParametricActivationLayer;
      String name = shared ? "activation" + hidden : "hidden" + ++hidden;
      name = i == layers.size() - 1 ? "output" : name;
      graph.addLayer(name, layers.get(i), last);
      last = name;
    }
    return graph.setOutputs("output").build().toJson();
  }

  private static int addWaves(GraphBuilder graph, int numbers) {
    PeriodicEmbeddingLayer waves = waves(numbers);
    graph.addLayer("waves", waves, NUMBERS);
    return waves.outputs();
  }

  private static PeriodicEmbeddingLayer waves(int numbers) {
    return new PeriodicEmbeddingLayer(numbers, WAVES, MIXTURES);
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

  /** Returns all layers behind the embeddings, of which the first takes so many numbers. */
  private static List<Layer> dense(Perceptron perceptron, int width) {
    List<Layer> layers = new ArrayList<>();
    List<Integer> sizes = perceptron.layers();
    for (int i = 1; i < sizes.size(); i++) {
      int inputs = i == 1 ? width : sizes.get(i - 1);
      FeedForwardLayer.Builder<?> layer = sized(perceptron, i, inputs);
      if (perceptron.form() == Form.TABULAR) {
        // Steps of weights whose sum has many terms are smaller; the share that decays is not.
        double root = Math.sqrt(inputs);
        layer.updater(new RateFactor(adam(), 1 / root, root));
        layer.biasUpdater(new RateFactor(adam(), BIAS_RATE, 1));
        if (i > 1) {
          layer.dropOut(RETAINED);
        }
      }
      layers.add(layer.build());
      if (shares(perceptron) && i < sizes.size() - 1) {
        layers.add(new ParametricActivationLayer(sizes.get(i), hidden(perceptron.activation())));
      }
    }
    return layers;
  }

  /**
   * Returns whether hidden units have shares of their activation: they help classes, not values.
   */
  private static boolean shares(Perceptron perceptron) {
    return perceptron.form() == Form.TABULAR && perceptron.output() == Output.CLASS;
  }

  /** Returns a dense layer; the last one has the output. */
  private static FeedForwardLayer.Builder<?> sized(Perceptron perceptron, int number, int inputs) {
    boolean last = number == perceptron.layers().size() - 1;
    return last
        ? new OutputLayer.Builder(loss(perceptron.output()))
            .nIn(inputs)
            .nOut(perceptron.layers().get(number))
            .activation(last(perceptron.output()))
        : new DenseLayer.Builder()
            .nIn(inputs)
            .nOut(perceptron.layers().get(number))
            .activation(
                shares(perceptron)
                    ? org.nd4j.linalg.activations.Activation.IDENTITY
                    : hidden(perceptron.activation()));
  }

  private static IUpdater adam() {
    return new Adam(1e-3);
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
