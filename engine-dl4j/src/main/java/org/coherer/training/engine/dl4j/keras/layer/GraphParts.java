package org.coherer.training.engine.dl4j.keras.layer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.training.engine.dl4j.keras.file.WeightSource;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.model.KerasInput;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.learning.config.IUpdater;

/** Builds a DL4J graph with the parameters of its layers. */
public final class GraphParts {

  private final GraphBuilder builder;
  private final Set<String> inputs;
  private final Map<String, Map<String, Weights>> parameters = new LinkedHashMap<>();
  private final Optional<WeightSource> weights;
  private final Map<String, String> settled = new HashMap<>();

  /** The vertices behind a layer that is trained. */
  private final Set<String> behindTrained = new HashSet<>();

  /**
   * Begins a graph.
   *
   * @param weights where the layers' parameters are; empty if they are to be drawn
   */
  public GraphParts(List<KerasInput> inputs, IUpdater optimizer, Optional<WeightSource> weights) {
    builder = new NeuralNetConfiguration.Builder().seed(1).updater(optimizer).graphBuilder();
    this.inputs = inputs.stream().map(KerasInput::name).collect(Collectors.toSet());
    inputs.forEach(input -> builder.addInputs(input.name()));
    this.weights = weights;
  }

  /** Reads the parameters of a layer, by DL4J's names. */
  interface Reader {

    /** Reads them. */
    Map<String, Weights> read(WeightSource weights) throws KerasException;
  }

  /** Returns whether the parameters are drawn, as Keras's initializers say. */
  boolean isNew() {
    return weights.isEmpty();
  }

  /** Adds a layer without weights, and the conversion of its input. */
  void layer(String name, Layer layer, Tensor from) {
    builder.addLayer(name, layer, from.before(), from.vertex());
    if (behindTrained.contains(from.vertex())) {
      behindTrained.add(name);
    }
  }

  /**
   * Adds a layer with weights.
   *
   * @throws KerasException if it is not trained, but one before it is
   */
  void layer(KerasLayer keras, Layer layer, Tensor from, Reader reader) throws KerasException {
    layer(keras, keras.name(), layer, from, reader);
  }

  /**
   * Adds one of several layers that a layer of Keras's becomes.
   *
   * @param name of the layer in the graph
   */
  void layer(KerasLayer keras, String name, Layer layer, Tensor from, Reader reader)
      throws KerasException {
    boolean trained = keras.isTrained();
    keras.require(
        trained || !behindTrained.contains(from.vertex()),
        "trainable",
        "must be true behind a layer that is trained");
    layer(name, trained ? layer : frozen(name, layer), from);
    if (trained) {
      behindTrained.add(name);
    }
    if (weights.isPresent()) {
      parameters.put(name, reader.read(weights.get()));
    }
  }

  /**
   * Adds a layer whose parameters are known and stay as they are.
   *
   * @throws KerasException if one before it is trained
   */
  void constant(KerasLayer keras, Layer layer, Tensor from, Reader reader) throws KerasException {
    if (behindTrained.contains(from.vertex())) {
      throw keras.refused("is behind a layer that is trained (must be in front of all of them)");
    }
    layer(keras.name(), frozen(keras.name(), layer), from);
    parameters.put(keras.name(), reader.read(weights.orElseThrow()));
  }

  private static Layer frozen(String name, Layer layer) {
    layer.setLayerName(name);
    FrozenLayer frozen = new FrozenLayer.Builder().layer(layer).build();
    frozen.setLayerName(name);
    return frozen;
  }

  /** Adds a vertex that takes several outputs. */
  void vertex(String name, GraphVertex vertex, List<Tensor> from) {
    builder.addVertex(name, vertex, from.stream().map(this::settle).toArray(String[]::new));
    if (from.stream().anyMatch(each -> behindTrained.contains(each.vertex()))) {
      behindTrained.add(name);
    }
  }

  /** Adds a vertex for a pending conversion, since only layers have preprocessors. */
  String settle(Tensor tensor) {
    InputPreProcessor before = tensor.before();
    if (before == null) {
      return tensor.vertex();
    }
    return settled.computeIfAbsent(
        tensor.vertex() + before,
        key -> {
          String name = tensor.vertex() + "-as-" + settled.size();
          builder.addVertex(name, new PreprocessorVertex(before), tensor.vertex());
          return name;
        });
  }

  /**
   * Adds vertices that leave a row as it is, and returns it as they have it, if it is an input of
   * the network: they say how long it is, which what joins inputs does not.
   */
  Tensor measured(Tensor row) {
    if (!inputs.contains(row.vertex())) {
      return row;
    }
    int length = row.length();
    String name =
        settled.computeIfAbsent(
            row.vertex(),
            input -> {
              String image = input + "-measured";
              builder.addVertex(
                  image,
                  new PreprocessorVertex(new FeedForwardToCnnPreProcessor(1, 1, length)),
                  input);
              builder.addVertex(
                  input + "-row",
                  new PreprocessorVertex(new CnnToFeedForwardPreProcessor(1, 1, length)),
                  image);
              return input + "-row";
            });
    return Tensor.of(name, length);
  }

  /** Adds a vertex that makes Keras's rows of images. */
  Tensor rows(Tensor image) {
    int[] shape = image.shape();
    long places = (long) shape[0] * shape[1];
    long[] row = {places * shape[2]};
    InputPreProcessor flat = new CnnToFeedForwardPreProcessor(shape[0], shape[1], shape[2]);
    InputPreProcessor turned =
        new ComposableInputPreProcessor(
            flat,
            new ReshapePreprocessor(row, new long[] {shape[2], places}, false),
            new PermutePreprocessor(0, 2, 1),
            new ReshapePreprocessor(new long[] {places, shape[2]}, row, false));
    String name = image.vertex() + "-rows";
    vertex(name, new PreprocessorVertex(shape[2] == 1 ? flat : turned), List.of(image));
    return Tensor.of(name, image.length());
  }

  /** Returns the network. */
  public ImportedNetwork network(List<String> outputs) {
    builder.setOutputs(outputs.toArray(String[]::new));
    builder.validateOutputLayerConfig(false);
    return new ImportedNetwork(builder.build(), parameters);
  }
}
