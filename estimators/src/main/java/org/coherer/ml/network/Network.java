package org.coherer.ml.network;

import java.util.ArrayList;
import java.util.List;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.text.JsonText;
import org.coherer.ml.network.text.LayerTable;
import org.coherer.ml.network.text.LayerTable.Row;

/**
 * A network as {@code setNetwork} of the estimators takes it: layers in a row, or between tensors
 * that branch and join. It is checked when it is made, and immutable.
 *
 * <pre>{@code
 * Network digits = Network.sequential(
 *     Layers.input(28, 28, 1),
 *     Layers.conv2d(32, 3).activation("relu"),
 *     Layers.maxPooling2d(2),
 *     Layers.flatten(),
 *     Layers.dense(10, "softmax"));
 * }</pre>
 */
public final class Network {

  private final String name;
  private final boolean sequential;
  private final List<Node> nodes;
  private final List<Node> outputs;

  private Network(String name, boolean sequential, List<Node> nodes, List<Node> outputs) {
    this.name = name;
    this.sequential = sequential;
    this.nodes = nodes;
    this.outputs = outputs;
  }

  /**
   * Returns layers in a row. The first may be the {@link Layers#input}; without one, the network
   * takes what the rows of the data are, and is checked when that is known.
   *
   * @throws IllegalArgumentException if a layer cannot take what the one before it makes, if two
   *     have one name, or if there are none. The message says which, why, and what to do
   */
  public static Network sequential(Layer<?>... layers) {
    List<Layer<?>> all = List.of(layers);
    List<String> names = Node.names(all);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < layers.length; i++) {
      Layer<?> layer = all.get(i).name(names.get(i));
      if (layer instanceof Merge || (layer instanceof Input && i > 0)) {
        throw new IllegalArgumentException(
            "Invalid "
                + layer.settings().label()
                + " in a sequential network ("
                + (layer instanceof Merge
                    ? "must take one input; make a network of tensors, with inputs and outputs)"
                    : "must be the first one)"));
      }
      tensors.add(
          i > 0
              ? layer.on(tensors.get(i - 1))
              : layer instanceof Input ? layer.on() : Tensor.open(layer));
    }
    if (tensors.stream().allMatch(Tensor::isInput)) {
      throw new IllegalArgumentException(
          "Invalid network: there are no layers (must have at least one beside the input)");
    }
    Graph.checkOutput(tensors.get(tensors.size() - 1));
    List<Node> nodes = Node.of(tensors);
    return new Network("sequential", true, nodes, nodes.subList(nodes.size() - 1, nodes.size()));
  }

  /** Returns the network between an input and an output. */
  public static Network of(Tensor input, Tensor output) {
    return of(List.of(input), List.of(output));
  }

  /**
   * Returns the network between inputs and outputs. Columns of data are assigned to inputs, and
   * targets to outputs, in this order.
   *
   * @throws IllegalArgumentException if an output needs an input that is not there, if no output
   *     needs an input, or if two layers have one name
   */
  public static Network of(List<Tensor> inputs, List<Tensor> outputs) {
    List<Node> nodes = Node.of(Graph.between(List.copyOf(inputs), List.copyOf(outputs)));
    List<Node> last =
        outputs.stream()
            .map(output -> nodes.stream().filter(node -> node.output() == output).findFirst().get())
            .toList();
    return new Network("functional", false, nodes, last);
  }

  /** Returns the same network with another name. */
  public Network name(String newName) {
    return new Network(Settings.of("Network").named(newName).name(), sequential, nodes, outputs);
  }

  /** Returns the name, {@code sequential} or {@code functional} by default. */
  public String name() {
    return name;
  }

  /** Returns the number of weights; of layers whose input is not known yet, 0. */
  public long parameterCount() {
    return trained() + untrained();
  }

  long trained() {
    return nodes.stream().mapToLong(node -> node.output().trained()).sum();
  }

  long untrained() {
    return nodes.stream().mapToLong(node -> node.output().untrained()).sum();
  }

  boolean isSequential() {
    return sequential;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Node> outputs() {
    return outputs;
  }

  /** Returns the network as Keras 3 writes it, which {@code setNetwork} takes. */
  public String toJson() {
    return JsonText.of(KerasJson.of(this));
  }

  /** Returns a table of the layers, their shapes and weights, as Keras prints it. */
  public String summary() {
    List<Row> rows =
        nodes.stream().filter(node -> !(sequential && node.isInput())).map(Network::row).toList();
    return new LayerTable(name, rows, trained(), untrained()).text();
  }

  private static Row row(Node node) {
    Tensor output = node.output();
    return new Row(
        node.name(),
        node.kind(),
        output.sizes() == null ? List.of() : output.sizes().json(),
        output.trained() + output.untrained(),
        node.inputs().stream().map(Node::name).toList());
  }

  /** Returns the name and the number of layers and weights. */
  @Override
  public String toString() {
    long layers = nodes.stream().filter(node -> !node.isInput()).count();
    return "Network '" + name + "' of " + layers + " layers, " + parameterCount() + " weights";
  }
}
