package org.coherer.training.engine.dl4j.keras.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Reads layers from the lists of a model's description, and puts them in order. */
final class KerasNodes {

  private static final String INPUT = "InputLayer";

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
    if (!LayerKinds.ALL.contains(kind) && !kind.equals(INPUT)) {
      throw LayerKinds.unknown(layer);
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

  /** Returns the layers of a graph, each behind those that it takes its input from. */
  static List<KerasLayer> sorted(List<KerasLayer> layers, List<String> inputs)
      throws KerasException {
    List<KerasLayer> open = new ArrayList<>(layers);
    List<KerasLayer> sorted = new ArrayList<>();
    Set<String> known = new HashSet<>(inputs);
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
