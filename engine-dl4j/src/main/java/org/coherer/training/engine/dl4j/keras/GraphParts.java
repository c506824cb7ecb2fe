package org.coherer.training.engine.dl4j.keras;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.Adam;

/** Builds a DL4J graph with the parameters of its layers. */
final class GraphParts {

  private final GraphBuilder builder =
      new NeuralNetConfiguration.Builder()
          .seed(1)
          .updater(new Adam(Adam.DEFAULT_ADAM_LEARNING_RATE))
          .graphBuilder();

  private final Map<String, Map<String, Weights>> parameters = new LinkedHashMap<>();
  private final Map<String, String> settled = new HashMap<>();

  GraphParts(String input) {
    builder.addInputs(input);
  }

  /** Adds a layer, and the conversion of its input. */
  void layer(String name, Layer layer, Tensor from, Map<String, Weights> ofLayer) {
    builder.addLayer(name, layer, from.before(), from.vertex());
    if (!ofLayer.isEmpty()) {
      parameters.put(name, ofLayer);
    }
  }

  /** Adds a vertex that takes several outputs. */
  void vertex(String name, GraphVertex vertex, List<Tensor> from) {
    builder.addVertex(name, vertex, from.stream().map(this::settle).toArray(String[]::new));
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
