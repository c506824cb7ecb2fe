package org.coherer.training.engine.dl4j.keras.layer;

import java.util.List;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasInitializers;
import org.coherer.training.engine.dl4j.keras.training.KerasPenalties;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Converts the layers of sequences. */
public final class SequenceLayers {

  /** What becomes of the outputs of two directions. */
  private static final Map<String, GraphVertex> JOINED =
      Map.of(
          "concat", new MergeVertex(),
          "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add),
          "mul", new ElementWiseVertex(ElementWiseVertex.Op.Product),
          "ave", new ElementWiseVertex(ElementWiseVertex.Op.Average));

  /** What both layers of a Bidirectional must have alike. */
  private static final List<String> ALIKE =
      List.of(
          "units",
          "activation",
          "recurrent_activation",
          "return_sequences",
          "trainable",
          "dropout",
          "kernel_regularizer",
          "recurrent_regularizer",
          "bias_regularizer");

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public SequenceLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds a table of vectors, by whole numbers. */
  public Tensor embedding(KerasLayer layer, Tensor from) throws KerasException {
    if (!from.flat() || !from.isVector()) {
      throw layer.refused("takes other than the network's own input");
    }
    int words = layer.positive("input_dim");
    int size = layer.positive("output_dim");
    EmbeddingSequenceLayer.Builder builder = new EmbeddingSequenceLayer.Builder();
    builder.inputLength(from.length());
    builder.hasBias(false);
    builder.nIn(words);
    builder.nOut(size);
    KerasPenalties.set(layer, "embeddings_regularizer", builder);
    if (parts.isNew()) {
      builder.weightInit(
          KerasInitializers.of(layer, "embeddings_initializer", "RandomUniform", words, size));
    }
    parts.layer(
        layer,
        builder.build(),
        from,
        weights ->
            Map.of(
                DefaultParamInitializer.WEIGHT_KEY,
                weights.of(layer, "").next("embeddings", words, size)));
    return Tensor.of(layer.name(), from.length(), size);
  }

  /** Adds a recurrent layer. */
  public Tensor recurrent(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.sequence(layer, given);
    Recurrent recurrent = Recurrent.of(layer);
    Layer one = recurrent.layer(from.size(), parts.isNew());
    parts.layer(
        layer,
        layer.is("return_sequences") ? one : new LastTimeStep(one),
        from,
        weights -> recurrent.parameters(weights.of(layer, "cell"), from.size()));
    return gives(layer, from, recurrent.units(), layer);
  }

  /**
   * Adds a recurrent layer, and one of the same kind that reads the sequence from its end. They are
   * two layers here: DL4J's Bidirectional cannot be trained if it gives the last step alone.
   */
  public Tensor bidirectional(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.sequence(layer, given);
    KerasLayer inner = layer.inner("layer");
    Recurrent recurrent = Recurrent.of(inner);
    layer.require(inner.isTrained(), "layer", "must be trainable, as the whole is or is not");
    checkOther(layer, inner);
    boolean steps = inner.is("return_sequences");
    Tensor forward = direction(layer, recurrent, from, "forward", steps);
    Tensor end = reversed(layer.name() + "-reversed", from);
    Tensor backward = direction(layer, recurrent, end, "backward", steps);
    if (steps) {
      backward = reversed(layer.name() + "-turned", backward);
    }
    GraphVertex joined = JOINED.get(layer.text("merge_mode", "concat"));
    layer.require(joined != null, "merge_mode", "must be concat, sum, mul or ave");
    parts.vertex(layer.name(), joined.clone(), List.of(forward, backward));
    int sides = joined instanceof MergeVertex ? 2 : 1;
    return gives(layer, from, Math.multiplyExact(sides, recurrent.units()), inner);
  }

  private Tensor direction(
      KerasLayer layer, Recurrent recurrent, Tensor from, String direction, boolean steps)
      throws KerasException {
    String name = layer.name() + "-" + direction;
    Layer one = recurrent.layer(from.size(), parts.isNew());
    parts.layer(
        layer,
        name,
        steps ? one : new LastTimeStep(one),
        from,
        weights -> recurrent.parameters(weights.of(layer, direction + "_layer/cell"), from.size()));
    return steps
        ? Tensor.of(name, from.shape()[0], recurrent.units())
        : Tensor.of(name, recurrent.units());
  }

  private Tensor reversed(String name, Tensor from) {
    parts.vertex(name, new ReverseTimeSeriesVertex(), List.of(from));
    return Tensor.of(name, from.shape());
  }

  /**
   * Checks that the layer that reads from the end is the copy that Keras makes of the other one.
   */
  private static void checkOther(KerasLayer layer, KerasLayer inner) throws KerasException {
    JsonNode other = layer.settings().path("backward_layer").path("config");
    if (other.isMissingNode()) {
      return;
    }
    boolean alike = other.path("name").asText().startsWith("backward_");
    for (String name : ALIKE) {
      JsonNode one = inner.settings().path(name);
      JsonNode two = other.path(name);
      // Objects have numbers of their own in the file.
      alike &= one.isObject() ? one.path("config").equals(two.path("config")) : one.equals(two);
    }
    layer.require(alike, "backward_layer", "must be Keras's own copy of the layer: omit it");
  }

  private static Tensor gives(KerasLayer layer, Tensor from, int size, KerasLayer recurrent) {
    return recurrent.is("return_sequences")
        ? Tensor.of(layer.name(), from.shape()[0], size)
        : Tensor.of(layer.name(), size);
  }
}
