package org.coherer.training.engine.dl4j.keras.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The description of a Keras model, each layer used once.
 *
 * @param inputs the inputs, with their names and the shapes of a row
 * @param layers the layers in topological order
 * @param outputs the names of the output layers
 */
public record KerasModel(List<KerasInput> inputs, List<KerasLayer> layers, List<String> outputs) {

  /** Copies the lists. */
  public KerasModel {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    outputs = List.copyOf(outputs);
  }

  /** Reads a description. */
  public static KerasModel of(JsonNode model) throws KerasException {
    String kind = model.path("class_name").asText();
    JsonNode config = model.path("config");
    return switch (kind) {
      case "Sequential" -> sequential(config);
      case "Functional", "Model" -> functional(config);
      default ->
          throw new KerasException(
              "it is a "
                  + KerasException.shown(kind)
                  + " (must be a Sequential or a functional Model; write subclassed models as one"
                  + " of these)");
    };
  }

  private static KerasModel sequential(JsonNode config) throws KerasException {
    KerasSettings.check("Sequential", config, KerasModel::refused);
    List<JsonNode> nodes = KerasNodes.of(config.isArray() ? config : config.path("layers"));
    Set<String> names = new HashSet<>();
    nodes.forEach(node -> names.add(KerasNodes.name(node)));
    String input = "input";
    while (names.contains(input)) {
      input += "_";
    }
    String before = input;
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode each : nodes) {
      if (!KerasNodes.isInput(each)) {
        KerasLayer layer = KerasNodes.layer(each, List.of(before));
        layers.add(layer);
        before = layer.name();
      }
    }
    return of(Map.of(input, nodes.get(0)), List.of(input), layers, List.of(before));
  }

  private static KerasModel functional(JsonNode config) throws KerasException {
    KerasSettings.check("Functional", config, KerasModel::refused);
    List<String> inputs = KerasTensors.names(config.path("input_layers"), "input");
    List<KerasLayer> layers = new ArrayList<>();
    Map<String, JsonNode> found = new HashMap<>();
    for (JsonNode each : KerasNodes.of(config.path("layers"))) {
      if (KerasNodes.isInput(each)) {
        found.put(KerasNodes.name(each), each);
      } else {
        layers.add(KerasNodes.layer(each, KerasTensors.inputs(each)));
      }
    }
    if (!found.keySet().containsAll(inputs)) {
      throw new KerasException("it has no input layer");
    }
    return of(
        found,
        inputs,
        KerasNodes.sorted(layers, inputs),
        KerasTensors.names(config.path("output_layers"), "output"));
  }

  private static KerasException refused(String setting, String remedy) {
    return new KerasException(
        "it has a setting " + KerasException.shown(setting) + " that " + remedy);
  }

  /**
   * Creates a model.
   *
   * @param nodes the layers that have the shapes of inputs, by the names of these
   */
  private static KerasModel of(
      Map<String, JsonNode> nodes,
      List<String> names,
      List<KerasLayer> layers,
      List<String> outputs)
      throws KerasException {
    List<KerasInput> inputs = new ArrayList<>();
    for (String name : names) {
      JsonNode node = nodes.get(name);
      inputs.add(KerasInput.of(name, node.path("config")));
      if (KerasNodes.isInput(node)) {
        KerasNodes.layer(node, List.of());
        KerasInput.checkType(
            node.path("config"),
            layers.stream().filter(layer -> layer.inputs().contains(name)).toList());
      }
    }
    KerasModel model = new KerasModel(inputs, layers, outputs);
    model.check();
    return model;
  }

  private void check() throws KerasException {
    Set<String> names = new HashSet<>();
    for (KerasInput input : inputs) {
      if (!names.add(input.name())) {
        throw new KerasException("it takes an input twice (must be used once)");
      }
    }
    for (KerasLayer layer : layers) {
      if (!names.add(layer.name())) {
        throw layer.refused("has the name of another (names must be unique)");
      }
    }
    Set<String> distinct = new HashSet<>();
    for (String output : outputs) {
      if (layers.isEmpty() || layers.stream().noneMatch(layer -> layer.name().equals(output))) {
        throw new KerasException("it has no layers, or its output is not one of them");
      }
      if (!distinct.add(output) || !takers(output).isEmpty()) {
        throw layer(output)
            .refused(
                "is an output and used by others (must be one or the other: add a layer that"
                    + " copies it, such as Activation('linear'))");
      }
    }
  }

  /** Returns a layer. */
  public KerasLayer layer(String name) {
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the layers that take the output of one. */
  public List<KerasLayer> takers(String name) {
    return layers.stream().filter(layer -> layer.inputs().contains(name)).toList();
  }
}
