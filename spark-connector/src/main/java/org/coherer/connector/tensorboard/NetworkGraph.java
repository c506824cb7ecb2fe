package org.coherer.connector.tensorboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.connector.file.Message;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Input;
import org.coherer.training.engine.NetworkShape.LayerInfo;

/**
 * A network as TensorBoard draws graphs: a node for each input and each layer, with the kind of
 * layer as its operation, the shape of a row of its output, and the number of its parameters.
 */
final class NetworkGraph {

  /** The name of a layer that has none of its own, which says nothing of it. */
  private static final String NUMBERED = "layer[0-9]+";

  private final Message graph = new Message();
  private final Set<String> taken = new HashSet<>();

  /** The nodes of inputs and layers by their names in the network. */
  private final Map<String, String> nodes = new HashMap<>();

  private NetworkGraph() {}

  /** Returns the graph as a {@code GraphDef}. */
  static byte[] of(NetworkShape network) {
    NetworkGraph drawn = new NetworkGraph();
    List<String> before = new ArrayList<>();
    for (Input input : network.inputs()) {
      before.add(drawn.add(input.name(), "Input", List.of(), Long.toString(input.length()), 0));
    }
    for (LayerInfo layer : network.layers()) {
      List<String> from =
          layer.inputs().isEmpty()
              ? before
              : layer.inputs().stream()
                  .filter(drawn.nodes::containsKey)
                  .map(drawn.nodes::get)
                  .toList();
      before =
          List.of(
              drawn.add(layer.name(), layer.type(), from, layer.outputShape(), layer.parameters()));
    }
    return drawn.graph.toBytes();
  }

  /** Adds a node and returns its name. */
  private String add(
      String name, String operation, List<String> from, String shape, long parameters) {
    String node = free(name.matches(NUMBERED) ? name + "_" + operation : name);
    nodes.put(name, node);
    Message definition = new Message().text(1, node).text(2, operation);
    from.forEach(each -> definition.text(3, each));
    attribute(definition, "_output_shapes", shapes(shape));
    attribute(definition, "output", new Message().text(2, shape));
    attribute(definition, "parameters", new Message().number(3, parameters));
    if (!node.equals(name)) {
      attribute(definition, "name", new Message().text(2, name));
    }
    graph.message(1, definition);
    return node;
  }

  private static void attribute(Message node, String name, Message value) {
    node.message(5, new Message().text(1, name).message(2, value));
  }

  /** A list of one shape, whose first size is that of the batch. */
  private static Message shapes(String rows) {
    Message shape = new Message().message(2, new Message().number(1, -1));
    for (String size : rows.split(" x ", -1)) {
      shape.message(
          2, new Message().number(1, size.matches("[0-9]{1,18}") ? Long.parseLong(size) : -1));
    }
    return new Message().message(1, new Message().message(7, shape));
  }

  /** Returns a name as nodes may have it, which no other node has. */
  private String free(String name) {
    String wanted = name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceAll("^(?![A-Za-z0-9.])", "n");
    String node = wanted;
    for (int i = 1; !taken.add(node); i++) {
      node = wanted + "_" + i;
    }
    return node;
  }
}
