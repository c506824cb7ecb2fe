package org.coherer.examples.clicks;

import java.util.ArrayList;
import java.util.List;
import org.coherer.ml.NeuralNetworkClassifier;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowInitializer;
import org.coherer.training.embedding.RowOptimizer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A wide and deep network for the rows of a {@link ClickLog}.
 *
 * <p>The wide part is one number for each id, and their sum: a table of width 1 in which all ids of
 * the row are. The deep part is a vector for each id, from a table for each field, and one that a
 * layer makes of the dense features. A perceptron takes the vectors; its last layer takes the wide
 * sum as well, and gives the probabilities of no click and of one.
 *
 * @param names the columns of ids, which {@link ClickLog#IDS} has together
 * @param dense the number of dense features
 * @param width the numbers of a vector
 * @param hidden the hidden units of each layer
 * @param rate the learning rate of Adam, for the perceptron
 * @param tableRate that of AdaGrad, for the tables
 * @see <a href="https://arxiv.org/abs/1606.07792">Cheng et al., 2016</a>, for both parts, trained
 *     together
 */
public record WideAndDeep(
    List<String> names, int dense, int width, List<Integer> hidden, double rate, float tableRate) {

  private static final float EPSILON = 1e-8f;

  /** Checks that there are hidden units. */
  public WideAndDeep {
    names = List.copyOf(names);
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid hidden units [] (there must be at least one layer of them)");
    }
  }

  /** Returns a network with vectors of 16 numbers and two hidden layers. */
  public static WideAndDeep of(ClickLog log) {
    return new WideAndDeep(log.names(), log.dense(), 16, List.of(128, 64), 0.004, 0.05f);
  }

  /**
   * Returns a classifier with this network and its tables, whose rates fall along a cosine. How
   * long it trains, and by how many workers, is not set.
   */
  public NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setTrainer("parameterServer")
        .setNetwork(network())
        .setEmbeddings(embeddings().toArray(EmbeddingInput[]::new))
        .setLearningRateSchedule("cosine")
        .setFeaturesCol(ClickLog.DENSE)
        .setLabelCol(ClickLog.CLICK);
  }

  /** Returns the columns of ids: the wide one, then those of the fields. */
  List<EmbeddingInput> embeddings() {
    EmbeddingSpec wide =
        EmbeddingSpec.of("wide", 1)
            .withInitializer(new RowInitializer.Constant(0))
            .withOptimizer(optimizer());
    List<EmbeddingInput> inputs = new ArrayList<>();
    inputs.add(new EmbeddingInput(ClickLog.IDS, names.size(), wide));
    for (String name : names) {
      EmbeddingSpec deep = EmbeddingSpec.of(name, width).withOptimizer(optimizer());
      inputs.add(new EmbeddingInput(name, 1, deep));
    }
    return inputs;
  }

  private RowOptimizer optimizer() {
    return new RowOptimizer.AdaGrad(tableRate, EPSILON);
  }

  /** Returns the network as the JSON that {@code setNetwork} takes. */
  String network() {
    int fields = names.size();
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .weightInit(WeightInit.RELU)
            .activation(Activation.RELU)
            .updater(new Adam(rate))
            .graphBuilder()
            .addInputs("dense", "wide", "deep")
            .setInputTypes(
                InputType.feedForward(dense),
                InputType.feedForward(1),
                InputType.feedForward((long) fields * width))
            .addLayer("numbers", new DenseLayer.Builder().nOut(width).build(), "dense");
    String[] taken = {"numbers", "deep"};
    for (int i = 0; i < hidden.size(); i++) {
      String name = "hidden" + i;
      graph.addLayer(name, new DenseLayer.Builder().nOut(hidden.get(i)).build(), taken);
      taken = new String[] {name};
    }
    return graph.addLayer("click", output(), "wide", taken[0]).setOutputs("click").build().toJson();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .weightInit(WeightInit.XAVIER)
        .build();
  }
}
