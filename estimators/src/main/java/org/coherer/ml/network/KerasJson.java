package org.coherer.ml.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.ml.network.setting.Known;

/** Describes networks as Keras 3 does. */
final class KerasJson {

  private KerasJson() {}

  static Map<String, Object> of(Network network) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", network.name());
    config.put("trainable", true);
    List<Node> nodes = network.nodes();
    if (network.isSequential()) {
      config.put("layers", nodes.stream().map(KerasJson::layer).toList());
      return Known.object("keras", "Sequential", config);
    }
    config.put("layers", nodes.stream().map(KerasJson::placed).toList());
    config.put("input_layers", places(nodes.stream().filter(Node::isInput).toList()));
    config.put("output_layers", places(network.outputs()));
    Map<String, Object> model =
        new LinkedHashMap<>(Known.object("keras.src.models.functional", "Functional", config));
    model.put("registered_name", "Functional");
    return model;
  }

  private static Map<String, Object> layer(Node node) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", node.name());
    if (node.isInput()) {
      config.put("batch_shape", node.output().sizes().json());
      config.put("dtype", "float32");
    }
    config.putAll(node.output().layer().settings().values());
    return Known.object("keras.layers", node.kind(), config);
  }

  private static Map<String, Object> placed(Node node) {
    Map<String, Object> layer = new LinkedHashMap<>(layer(node));
    layer.put("name", node.name());
    List<Object> inputs = node.inputs().stream().map(KerasJson::tensor).toList();
    // A layer of several inputs is called with a list of them, and any other with its input.
    Object args = inputs.size() > 1 ? List.of(inputs) : inputs;
    layer.put(
        "inbound_nodes",
        node.isInput() ? List.of() : List.of(Map.of("args", args, "kwargs", Map.of())));
    return layer;
  }

  private static Object tensor(Node node) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("shape", node.output().sizes().json());
    config.put("dtype", "float32");
    config.put("keras_history", place(node));
    return Map.of("class_name", "__keras_tensor__", "config", config);
  }

  private static List<Object> places(List<Node> nodes) {
    return nodes.stream().<Object>map(KerasJson::place).toList();
  }

  /** The only output of the only use of a layer. */
  private static List<Object> place(Node node) {
    return List.of(node.name(), 0, 0);
  }
}
