package org.coherer.training.engine.dl4j.export.zip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.NetworkShape.Input;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Puts layers behind each input that scale its numbers: a batch normalization that is frozen, so
 * that its means and factors stay as they are, and where numbers are limited, a response
 * normalization of single numbers.
 */
final class ScalingLayers {

  private final float limit;

  /**
   * Creates such layers.
   *
   * @param limit what no number exceeds then; 0 for none
   */
  ScalingLayers(float limit) {
    this.limit = limit;
  }

  /**
   * A network with such layers.
   *
   * @param text its configuration
   * @param scalings the keys of the layers that scale, in the order of the inputs
   * @param keys what the layers are called that it had before, by their keys then
   */
  record Added(String text, List<String> scalings, Map<String, String> keys) {}

  private static NeuralNetConfiguration with(
      NeuralNetConfiguration like, Layer layer, String name) {
    layer.setLayerName(name);
    NeuralNetConfiguration configuration = like.clone();
    configuration.setLayer(layer);
    configuration.clearVariables();
    return configuration;
  }

  private static NeuralNetConfiguration scaling(
      NeuralNetConfiguration like, String name, int length) {
    BatchNormalization.Builder builder = new BatchNormalization.Builder();
    builder.nIn(length);
    builder.nOut(length);
    builder.eps(0);
    builder.useLogStd(false);
    builder.updater(new NoOp());
    builder.name(name);
    return with(like, new FrozenLayer(builder.build()), name);
  }

  /** Of x alone, the layer gives {@code x / (1 + alpha x^2)^beta}. */
  private NeuralNetConfiguration limiting(NeuralNetConfiguration like, String name) {
    double alpha = 1 / ((double) limit * limit);
    LocalResponseNormalization.Builder builder =
        new LocalResponseNormalization.Builder(1.0, 1.0, alpha, 0.5);
    return with(like, builder.build(), name);
  }

  private static InputPreProcessor asImage(int length) {
    return new FeedForwardToCnnPreProcessor(1, length, 1);
  }

  private static InputPreProcessor asRow(int length) {
    return new CnnToFeedForwardPreProcessor(1, length, 1);
  }

  /** Adds them to a stack. */
  Added to(MultiLayerConfiguration stack, int length, List<String> layers) {
    List<NeuralNetConfiguration> all = new ArrayList<>(stack.getConfs());
    Map<Integer, InputPreProcessor> moved = new HashMap<>();
    NeuralNetConfiguration like = all.get(0);
    int added = limit > 0 ? 2 : 1;
    stack.getInputPreProcessors().forEach((at, before) -> moved.put(at + added, before));
    all.add(0, scaling(like, "scaled", length));
    if (limit > 0) {
      all.add(1, limiting(like, "limited"));
      moved.put(1, asImage(length));
      InputPreProcessor next = moved.get(added);
      moved.put(
          added,
          next == null ? asRow(length) : new ComposableInputPreProcessor(asRow(length), next));
    }
    stack.setConfs(all);
    stack.setInputPreProcessors(moved);
    Map<String, String> keys = new HashMap<>();
    layers.forEach(key -> keys.put(key, Integer.toString(Integer.parseInt(key) + added)));
    return new Added(stack.toJson(), List.of("0"), keys);
  }

  /** Adds them to a graph. */
  Added to(ComputationGraphConfiguration graph, List<Input> inputs, List<String> layers) {
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(graph.getVertices());
    Map<String, List<String>> edges = new LinkedHashMap<>();
    NeuralNetConfiguration like =
        vertices.values().stream()
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf())
            .findFirst()
            .orElseThrow();
    List<String> scalings = new ArrayList<>();
    Map<String, String> ends = new HashMap<>();
    for (Input input : inputs) {
      String name = unused("scaled-" + input.name(), vertices);
      vertices.put(name, new LayerVertex(scaling(like, name, input.length()), null));
      edges.put(name, List.of(input.name()));
      scalings.add(name);
      ends.put(
          input.name(), limit == 0 ? name : limited(name, like, input.length(), vertices, edges));
    }
    graph
        .getVertexInputs()
        .forEach(
            (name, from) ->
                edges.put(name, from.stream().map(each -> ends.getOrDefault(each, each)).toList()));
    graph.setVertices(vertices);
    graph.setVertexInputs(edges);
    graph.setTopologicalOrder(null);
    graph.setTopologicalOrderStr(null);
    Map<String, String> keys = new HashMap<>();
    layers.forEach(key -> keys.put(key, key));
    return new Added(graph.toJson(), scalings, keys);
  }

  private String limited(
      String from,
      NeuralNetConfiguration like,
      int length,
      Map<String, GraphVertex> vertices,
      Map<String, List<String>> edges) {
    String name = unused(from + "-limited", vertices);
    vertices.put(name, new LayerVertex(limiting(like, name), asImage(length)));
    edges.put(name, List.of(from));
    String row = unused(name + "-row", vertices);
    vertices.put(row, new PreprocessorVertex(asRow(length)));
    edges.put(row, List.of(name));
    return row;
  }

  private static String unused(String wanted, Map<String, GraphVertex> vertices) {
    String name = wanted;
    while (vertices.containsKey(name)) {
      name += "_";
    }
    return name;
  }
}
