package org.coherer.ml.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A layer at its place in a network.
 *
 * @param name unique in the network
 * @param inputs the names of the layers whose outputs it takes
 * @param output what it makes of them
 */
record Node(String name, List<Node> inputs, Tensor output) {

  /** Returns the nodes of tensors, each of which comes after its inputs. */
  static List<Node> of(List<Tensor> tensors) {
    List<String> names = names(tensors.stream().<Layer<?>>map(Tensor::layer).toList());
    Map<Tensor, Node> nodes = new HashMap<>();
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Tensor tensor = tensors.get(i);
      Node node = new Node(names.get(i), tensor.inputs().stream().map(nodes::get).toList(), tensor);
      nodes.put(tensor, node);
      all.add(node);
    }
    return all;
  }

  /**
   * Returns the names of layers: their own, or numbered ones as Keras makes them of its classes.
   */
  static List<String> names(List<Layer<?>> layers) {
    Set<String> taken = new HashSet<>();
    for (Layer<?> layer : layers) {
      String own = layer.settings().name();
      if (own != null && !taken.add(own)) {
        throw layer.settings().invalid("name", "'" + own + "'", "another layer has it; rename one");
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Layer<?> layer : layers) {
      String own = layer.settings().name();
      names.add(own == null ? numbered(snake(layer.settings().kind()), counts, taken) : own);
    }
    return names;
  }

  private static String numbered(String base, Map<String, Integer> counts, Set<String> taken) {
    String name;
    do {
      int count = counts.merge(base, 1, Integer::sum) - 1;
      name = count == 0 ? base : base + "_" + count;
    } while (!taken.add(name));
    return name;
  }

  /** Returns the name of a class as Keras makes a layer's name of it. */
  static String snake(String kind) {
    return kind.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  boolean isInput() {
    return output.isInput();
  }

  String kind() {
    return output.layer().settings().kind();
  }
}
