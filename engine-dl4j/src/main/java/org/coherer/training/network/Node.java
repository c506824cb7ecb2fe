package org.coherer.training.network;

import java.util.Arrays;

/** A layer of a network with its inputs. */
final class Node {

  private final String name;
  private final Layer layer;
  private final int[] inputs;

  /**
   * Connects a layer to its inputs.
   *
   * @param name the name announced when the gradients of its parameters are final; null for a layer
   *     without parameters
   * @param inputs the numbers of its inputs: 0 is the network's input, i the output of the i-th
   *     node
   */
  Node(String name, Layer layer, int... inputs) {
    this.name = name;
    this.layer = layer;
    this.inputs = inputs.clone();
  }

  String name() {
    return name;
  }

  boolean hasParameters() {
    return name != null;
  }

  Layer layer() {
    return layer;
  }

  /** Returns whether an output is one of its inputs. */
  boolean takes(int number) {
    return Arrays.stream(inputs).anyMatch(input -> input == number);
  }

  int inputCount() {
    return inputs.length;
  }

  int input(int index) {
    return inputs[index];
  }
}
