package org.coherer.connector.ui.event;

import java.util.List;

/**
 * A network, as people look at it.
 *
 * @param inputs name and size of each
 * @param outputs name and size of each
 * @param layers the first of its layers
 * @param layerCount how many layers there are
 * @param parameterCount the parameters of all layers
 */
public record Network(
    List<String> inputs,
    List<String> outputs,
    List<Layer> layers,
    int layerCount,
    long parameterCount) {

  /** Copies the lists. */
  public Network {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }

  /**
   * A layer.
   *
   * @param name the name that the network has for it
   * @param type the kind of layer
   * @param shape the sizes of a row of its output
   * @param parameters how many it has
   */
  public record Layer(String name, String type, String shape, long parameters) {}
}
