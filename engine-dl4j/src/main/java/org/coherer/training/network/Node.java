package org.coherer.training.network;

import java.util.Arrays;

/** A layer of a network with its inputs. */
final class Node {

  private final String name;
  private final Layer layer;
  private final int[] inputs;
  private final String label;

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
    String kind = layer.getClass().getSimpleName();
    this.label = name == null ? kind : name + " " + kind;
  }

  String name() {
    return name;
  }

  /** Returns what it is called where people read it. */
  String label() {
    return label;
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
