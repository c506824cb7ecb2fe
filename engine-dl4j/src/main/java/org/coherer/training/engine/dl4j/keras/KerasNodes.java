package org.coherer.training.engine.dl4j.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Reads layers from the lists of a model's description, and puts them in order. */
final class KerasNodes {

  private static final String INPUT = "InputLayer";

  private static final List<String> KINDS =
      List.of(
          "Dense",
          "Conv2D",
          "MaxPooling2D",
          "AveragePooling2D",
          "GlobalMaxPooling1D",
          "GlobalMaxPooling2D",
          "GlobalAveragePooling1D",
          "GlobalAveragePooling2D",
          "Flatten",
          "Reshape",
          "Dropout",
          "BatchNormalization",
          "Embedding",
          "LSTM",
          "Activation",
          "ReLU",
          "LeakyReLU",
          "ELU",
          "Softmax",
          "Add",
          "Concatenate");

  /** More than the largest published networks have. */
  private static final int MAX_LAYERS = 2000;

  private KerasNodes() {}

  /** Returns the descriptions of all layers. */
  static List<JsonNode> of(JsonNode list) throws KerasException {
    if (list.isEmpty() || list.size() > MAX_LAYERS) {
      throw new KerasException(
          "it has "
              + (list.isEmpty() ? "no" : list.size())
              + " layers (must be 1 to "
              + MAX_LAYERS
              + ")");
    }
    List<JsonNode> nodes = new ArrayList<>();
    list.forEach(nodes::add);
    return nodes;
  }

  static boolean isInput(JsonNode node) {
    return node.path("class_name").asText().equals(INPUT);
  }

  static String name(JsonNode node) {
    return node.path("config").path("name").asText(node.path("name").asText());
  }

  /** Reads a layer and checks its settings. */
  static KerasLayer layer(JsonNode node, List<String> inputs) throws KerasException {
    String kind = node.path("class_name").asText();
    JsonNode settings = node.path("config");
    KerasLayer layer = new KerasLayer(name(node), kind, settings, inputs);
    if (!KINDS.contains(kind) && !kind.equals(INPUT)) {
      throw unknown(layer);
    }
    JsonNode registered = node.path("registered_name");
    if (registered.isTextual() && !registered.textValue().equals(kind)) {
      throw layer.refused(
          "is registered as "
              + KerasException.shown(registered.textValue())
              + " (must be a layer of Keras's own)");
    }
    layer.check();
    return layer;
  }

  private static KerasException unknown(KerasLayer layer) {
    return switch (layer.kind()) {
      case "Sequential", "Functional", "Model" ->
          layer.refused(
              "is a model within the model (must be its layers: build one model of all layers, and"
                  + " copy the weights by set_weights)");
      case "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer" ->
          layer.refused(
              "is an operation of TensorFlow (must be a layer of Keras's: compute it before the"
                  + " network, or omit it)");
      default ->
          layer.refused(
              "has no counterpart here (must be one of " + String.join(", ", KINDS) + ")");
    };
  }

  /** Returns the names of the layers whose outputs one takes, in either of Keras's spellings. */
  static List<String> inputs(JsonNode node) throws KerasException {
    JsonNode uses = node.path("inbound_nodes");
    if (uses.size() != 1) {
      throw plain(node).refused("is used " + uses.size() + " times (must be used once)");
    }
    List<String> names = new ArrayList<>();
    JsonNode use = uses.path(0);
    if (use.size() > MAX_LAYERS || use.path("args").path(0).size() > MAX_LAYERS) {
      throw plain(node).refused("takes more than " + MAX_LAYERS + " inputs");
    }
    if (use.isObject()) {
      for (JsonNode argument : use.path("args")) {
        for (JsonNode tensor : argument.isArray() ? argument : List.of(argument)) {
          names.add(taken(node, tensor.path("config").path("keras_history")));
        }
      }
      checkArguments(node, use.path("kwargs"), true);
    } else {
      for (JsonNode from : use) {
        names.add(taken(node, from));
        checkArguments(node, from.path(3), false);
      }
    }
    return names;
  }

  /** Reads {@code ["name", 0, 0]}: the first output of a layer's first use. */
  private static String taken(JsonNode node, JsonNode from) throws KerasException {
    boolean first =
        from.path(0).isTextual() && from.path(1).asInt(-1) == 0 && from.path(2).asInt(-1) == 0;
    if (!first) {
      throw plain(node)
          .refused(
              "takes "
                  + KerasException.shown(from.toString())
                  + " (must be the only output of a layer that is used once)");
    }
    return from.path(0).textValue();
  }

  private static void checkArguments(JsonNode node, JsonNode arguments, boolean ofKeras3)
      throws KerasException {
    for (var fields = arguments.fields(); fields.hasNext(); ) {
      var argument = fields.next();
      boolean without = argument.getKey().equals("training") && !isOfTraining(node, ofKeras3);
      if (!argument.getValue().isNull() && !without) {
        throw plain(node)
            .refused(
                "is called with "
                    + KerasException.shown(argument.getKey() + " = " + argument.getValue())
                    + " (must be called with its input alone)");
      }
    }
  }

  /** Returns whether a layer does something else where it is told that it is trained. */
  private static boolean isOfTraining(JsonNode node, boolean ofKeras3) {
    return switch (node.path("class_name").asText()) {
      case "Dropout", "BatchNormalization" -> true;
      // Keras 3 writes this of every LSTM, and goes by what the whole network is told.
      case "LSTM" -> !ofKeras3 && node.path("config").path("dropout").asDouble() != 0;
      default -> false;
    };
  }

  private static KerasLayer plain(JsonNode node) {
    return new KerasLayer(
        name(node), node.path("class_name").asText(), node.path("config"), List.of());
  }

  /** Returns the layers of a graph, each behind those that it takes its input from. */
  static List<KerasLayer> sorted(List<KerasLayer> layers, String input) throws KerasException {
    List<KerasLayer> open = new ArrayList<>(layers);
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
      open = open.stream().filter(layer -> !known.contains(layer.name())).toList();
    }
    return sorted;
  }
}
