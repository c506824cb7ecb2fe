package org.coherer.training.engine.dl4j.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.nd4j.shade.jackson.databind.node.TextNode;

/**
 * The description of a Keras model with one input and one output, each layer used once.
 *
 * @param input the input, with its name and the shape of a row
 * @param layers the layers in topological order
 * @param output the name of the output layer
 */
record KerasModel(Tensor input, List<KerasLayer> layers, String output) {

  /** Reads a description. */
  static KerasModel of(JsonNode model) throws KerasException {
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
    JsonNode first = nodes.get(0);
    return of(KerasInput.of(input, first.path("config")), first, layers, before);
  }

  private static KerasModel functional(JsonNode config) throws KerasException {
    KerasSettings.check("Functional", config, KerasModel::refused);
    String input = single(config.path("input_layers"), "input");
    String output = single(config.path("output_layers"), "output");
    List<KerasLayer> layers = new ArrayList<>();
    JsonNode found = null;
    for (JsonNode each : KerasNodes.of(config.path("layers"))) {
      if (!KerasNodes.isInput(each)) {
        layers.add(KerasNodes.layer(each, KerasNodes.inputs(each)));
      } else if (KerasNodes.name(each).equals(input)) {
        found = each;
      }
    }
    if (found == null) {
      throw new KerasException("it has no input layer");
    }
    Tensor shaped = KerasInput.of(input, found.path("config"));
    return of(shaped, found, KerasNodes.sorted(layers, input), output);
  }

  private static KerasException refused(String setting, String remedy) {
    return new KerasException(
        "it has a setting " + KerasException.shown(setting) + " that " + remedy);
  }

  private static KerasModel of(Tensor input, JsonNode first, List<KerasLayer> layers, String output)
      throws KerasException {
    if (KerasNodes.isInput(first)) {
      KerasNodes.layer(first, List.of());
      KerasInput.checkType(
          first.path("config"),
          layers.stream().filter(layer -> layer.inputs().contains(input.vertex())).toList());
    }
    return checked(new KerasModel(input, layers, output)).fused();
  }

  private static KerasModel checked(KerasModel model) throws KerasException {
    Set<String> names = new HashSet<>(Set.of(model.input().vertex()));
    for (KerasLayer layer : model.layers()) {
      if (!names.add(layer.name())) {
        throw layer.refused("has the name of another (names must be unique)");
      }
    }
    if (model.layers().isEmpty() || !names.contains(model.output())) {
      throw new KerasException("it has no layers, or its output is not one of them");
    }
    return model;
  }

  /**
   * Merges a dense layer and a final activation into one layer, so that the output layer has both
   * the weights and the loss.
   */
  private KerasModel fused() throws KerasException {
    KerasLayer last = layers.stream().filter(layer -> layer.name().equals(output)).findAny().get();
    KerasActivations.of(last);
    JsonNode activation =
        switch (last.kind()) {
          case "Softmax" -> TextNode.valueOf("softmax");
          case "Activation" -> last.settings().path("activation");
          default -> null;
        };
    KerasLayer dense =
        layers.stream()
            .filter(layer -> last.inputs().contains(layer.name()))
            .findAny()
            .orElse(null);
    if (activation == null
        || dense == null
        || !dense.kind().equals("Dense")
        || !dense.text("activation", "linear").equals("linear")
        || layers.stream().filter(layer -> layer.inputs().contains(dense.name())).count() > 1) {
      return this;
    }
    ObjectNode settings = dense.settings().deepCopy();
    settings.set("activation", activation);
    List<KerasLayer> fused = new ArrayList<>(layers);
    fused.remove(last);
    fused.set(
        fused.indexOf(dense), new KerasLayer(dense.name(), dense.kind(), settings, dense.inputs()));
    return new KerasModel(input, fused, dense.name());
  }

  /** Reads {@code [["name", 0, 0]]}, or the inner list alone. */
  private static String single(JsonNode list, String what) throws KerasException {
    if (list.path(0).isTextual()) {
      return list.path(0).textValue();
    }
    if (list.size() != 1) {
      throw new KerasException("it has " + list.size() + " " + what + "s (must have exactly one)");
    }
    return list.path(0).path(0).asText();
  }
}
