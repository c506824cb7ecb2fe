package org.coherer.training.engine.dl4j.keras;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/** Builds a DL4J graph with the parameters of its layers. */
final class GraphParts {

  private final GraphBuilder builder;
  private final Map<String, Map<String, Weights>> parameters = new LinkedHashMap<>();
  private final Map<String, String> settled = new HashMap<>();

  /** The vertices behind a layer that is trained. */
  private final Set<String> behindTrained = new HashSet<>();

  GraphParts(String input, IUpdater optimizer) {
    builder = new NeuralNetConfiguration.Builder().seed(1).updater(optimizer).graphBuilder();
    builder.addInputs(input);
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
  void layer(KerasLayer keras, Layer layer, Tensor from, Map<String, Weights> ofLayer)
      throws KerasException {
    boolean trained = keras.isTrained();
    keras.require(
        trained || !behindTrained.contains(from.vertex()),
        "trainable",
        "must be true behind a layer that is trained");
    layer(keras.name(), trained ? layer : frozen(keras.name(), layer), from);
    if (trained) {
      behindTrained.add(keras.name());
    }
    parameters.put(keras.name(), ofLayer);
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
  private String settle(Tensor tensor) {
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

  /** Returns the network. */
  ImportedNetwork network(String output) {
    builder.setOutputs(output);
    builder.validateOutputLayerConfig(false);
    return new ImportedNetwork(builder.build(), parameters);
  }

  /** Returns an array of one number. */
  static Weights filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return new Weights(values, 1, length);
  }
}
