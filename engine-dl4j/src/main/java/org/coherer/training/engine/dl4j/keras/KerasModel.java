package org.coherer.training.engine.dl4j.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * The description of a Keras model with one input and one output, each layer used once.
 *
 * @param input the input, with its name and the shape of a row
 * @param layers the layers in topological order
 * @param output the name of the output layer
 */
record KerasModel(Tensor input, List<KerasLayer> layers, String output) {

  private static final String INPUT = "InputLayer";

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
    JsonNode list = config.isArray() ? config : config.path("layers");
    if (list.isEmpty()) {
      throw new KerasException("it has no layers");
    }
    String before = "input";
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode each : list) {
      if (!each.path("class_name").asText().equals(INPUT)) {
        KerasLayer layer = layer(each, List.of(before));
        layers.add(layer);
        before = layer.name();
      }
    }
    Tensor input = input("input", list.path(0).path("config"));
    return checked(new KerasModel(input, layers, before)).fused();
  }

  private static KerasModel functional(JsonNode config) throws KerasException {
    String input = single(config.path("input_layers"), "input");
    String output = single(config.path("output_layers"), "output");
    List<KerasLayer> open = new ArrayList<>();
    Tensor shaped = null;
    for (JsonNode each : config.path("layers")) {
      if (!each.path("class_name").asText().equals(INPUT)) {
        open.add(layer(each, inputs(each)));
      } else if (name(each).equals(input)) {
        shaped = input(input, each.path("config"));
      }
    }
    if (shaped == null) {
      throw new KerasException("it has no input layer");
    }
    return checked(new KerasModel(shaped, sorted(open, input), output)).fused();
  }

  private static List<KerasLayer> sorted(List<KerasLayer> open, String input)
      throws KerasException {
    List<KerasLayer> sorted = new ArrayList<>();
    Set<String> known = new HashSet<>(Set.of(input));
    while (!open.isEmpty()) {
      List<KerasLayer> next =
          open.stream().filter(layer -> known.containsAll(layer.inputs())).toList();
      if (next.isEmpty()) {
        throw open.get(0).refused("takes the output of a layer that is not there");
      }
      next.forEach(layer -> known.add(layer.name()));
      sorted.addAll(next);
      open.removeAll(next);
    }
    return sorted;
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
  private KerasModel fused() {
    KerasLayer last = layers.stream().filter(layer -> layer.name().equals(output)).findAny().get();
    String activation =
        switch (last.kind()) {
          case "Softmax" -> "softmax";
          case "Activation" -> last.text("activation", "linear");
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
    settings.put("activation", activation);
    List<KerasLayer> fused = new ArrayList<>(layers);
    fused.remove(last);
    fused.set(
        fused.indexOf(dense), new KerasLayer(dense.name(), dense.kind(), settings, dense.inputs()));
    return new KerasModel(input, fused, dense.name());
  }

  private static KerasLayer layer(JsonNode node, List<String> inputs) {
    return new KerasLayer(
        name(node), node.path("class_name").asText(), node.path("config"), inputs);
  }

  private static String name(JsonNode node) {
    return node.path("config").path("name").asText(node.path("name").asText());
  }

  private static List<String> inputs(JsonNode node) throws KerasException {
    JsonNode uses = node.path("inbound_nodes");
    if (uses.size() != 1) {
      throw layer(node, List.of()).refused("is used " + uses.size() + " times (must be used once)");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode from : uses.path(0)) {
      names.add(from.path(0).asText());
    }
    return names;
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

  private static Tensor input(String name, JsonNode input) throws KerasException {
    JsonNode sizes = input.path("batch_input_shape");
    int[] shape = new int[Math.max(sizes.size() - 1, 0)];
    long length = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.path(i + 1).asInt();
      length *= shape[i];
      if (shape[i] < 1 || length > Integer.MAX_VALUE) {
        throw new KerasException(
            "its input has the shape "
                + KerasException.shown(sizes.toString())
                + " (all sizes but the first must be known; save it with an Input of fixed size)");
      }
    }
    if (shape.length < 1 || shape.length > 3) {
      throw new KerasException(
          "its input has "
              + shape.length
              + " dimensions (must be 1 to 3: numbers, a sequence, or an image; add an Input to a"
              + " Sequential that has none)");
    }
    return new Tensor(name, shape, true, null, null);
  }
}
