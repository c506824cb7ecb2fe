package org.coherer.training.engine.dl4j.export.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.training.engine.dl4j.export.Numbers;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** A functional model of Keras's in the making: its JSON, and the weights of its layers. */
final class KerasModel {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<ObjectNode> layers = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private final Map<String, List<Numbers>> weights = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private String lastWanted;

  /** Returns an object for the settings of a layer. */
  static ObjectNode settings() {
    return JSON.objectNode();
  }

  /** Returns sizes as JSON has them. */
  static ArrayNode sizes(Iterable<Integer> sizes) {
    ArrayNode array = JSON.arrayNode();
    sizes.forEach(array::add);
    return array;
  }

  static ArrayNode sizes(int... sizes) {
    return sizes(Arrays.stream(sizes).boxed().toList());
  }

  /** Returns numbers as JSON has them. */
  static ArrayNode numbers(float... numbers) {
    ArrayNode array = JSON.arrayNode();
    for (float number : numbers) {
      array.add(number);
    }
    return array;
  }

  /** Keras allows no slashes in names, and a file none of several others. */
  private String unused(String wanted) {
    String safe = wanted.replaceAll("[^A-Za-z0-9_.-]", "_");
    String name = safe;
    for (int i = 1; !taken.add(name); i++) {
      name = safe + "_" + i;
    }
    return name;
  }

  /** Adds an input, and returns its name. */
  String input(String name, List<Integer> sizes) {
    ArrayNode shape = JSON.arrayNode().addNull();
    sizes.forEach(shape::add);
    ObjectNode settings = settings();
    settings.set("batch_shape", shape);
    settings.put("sparse", false);
    String layer = add(name, "InputLayer", settings, List.of(), false);
    inputs.add(layer);
    return layer;
  }

  /** Adds a layer that takes one output, and returns its name. */
  String layer(String name, String kind, ObjectNode settings, KerasTensor from, Numbers... with) {
    String layer = add(name, kind, settings, List.of(from), false);
    weights.put(layer, List.of(with));
    return layer;
  }

  /** Adds a layer that takes several outputs, and returns its name. */
  String joining(String name, String kind, ObjectNode settings, List<KerasTensor> from) {
    return add(name, kind, settings, from, true);
  }

  private String add(
      String name, String kind, ObjectNode settings, List<KerasTensor> from, boolean listed) {
    String unused = unused(name);
    lastWanted = name;
    settings.put("name", unused);
    settings.put("dtype", "float32");
    if (!kind.equals("InputLayer")) {
      settings.put("trainable", true);
    }
    ObjectNode layer = JSON.objectNode();
    layer.put("module", "keras.layers");
    layer.put("class_name", kind);
    layer.set("config", settings);
    layer.putNull("registered_name");
    layer.put("name", unused);
    ArrayNode nodes = layer.putArray("inbound_nodes");
    if (!from.isEmpty()) {
      ArrayNode tensors = JSON.arrayNode();
      from.forEach(tensor -> tensors.add(tensor(tensor.layer())));
      ObjectNode node = nodes.addObject();
      ArrayNode arguments = node.putArray("args");
      arguments.add(listed ? tensors : tensors.get(0));
      node.putObject("kwargs");
    }
    layers.add(layer);
    return unused;
  }

  private static ObjectNode tensor(String layer) {
    ObjectNode tensor = JSON.objectNode();
    tensor.put("class_name", "__keras_tensor__");
    ObjectNode config = tensor.putObject("config");
    // Keras wants a shape, and puts the one in its place that the layer turns out to give.
    config.putArray("shape").addNull();
    config.put("dtype", "float32");
    config.set("keras_history", history(layer));
    return tensor;
  }

  private static ArrayNode history(String layer) {
    return JSON.arrayNode().add(layer).add(0).add(0);
  }

  /**
   * Returns the settings of the layer that was added last, if it is a given one, of one of some
   * kinds, and was to have this name: then nothing else takes what it gives. {@code null} if not.
   */
  ObjectNode lastSettings(String layer, String wanted, Set<String> kinds) {
    ObjectNode last = layers.get(layers.size() - 1);
    return last.path("name").asText().equals(layer)
            && wanted.equals(lastWanted)
            && kinds.contains(last.path("class_name").asText())
        ? (ObjectNode) last.get("config")
        : null;
  }

  /** Returns the weights of each layer that has some. */
  Map<String, List<Numbers>> weights() {
    return weights;
  }

  /** Returns what Keras's {@code model_from_json} reads. */
  String json(List<KerasTensor> outputs) {
    ObjectNode model = JSON.objectNode();
    model.put("module", "keras.src.models.functional");
    model.put("class_name", "Functional");
    model.put("registered_name", "Functional");
    ObjectNode config = model.putObject("config");
    config.put("name", "coherer");
    config.put("trainable", true);
    ArrayNode all = config.putArray("layers");
    layers.forEach(all::add);
    config.set("input_layers", ends(inputs));
    config.set("output_layers", ends(outputs.stream().map(KerasTensor::layer).toList()));
    return model.toString();
  }

  /** Keras has one end as it is, and several in a list. */
  private static ArrayNode ends(List<String> layers) {
    ArrayNode all = JSON.arrayNode();
    layers.forEach(layer -> all.add(history(layer)));
    return layers.size() == 1 ? (ArrayNode) all.get(0) : all;
  }
}
