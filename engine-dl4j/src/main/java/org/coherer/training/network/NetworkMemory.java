package org.coherer.training.network;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.network.memory.MemoryPlan;

/**
 * The memory of a network's outputs and their gradients. All outputs of a training step are kept
 * until their layers' backward pass; gradients, and outputs in inference, share memory.
 */
final class NetworkMemory implements AutoCloseable {

  private final List<Node> nodes;
  private final List<Shape> shapes;
  private final DifferentiatedInputs roots;
  private final boolean[] differentiated;

  /** The last node that uses each output, whose backward pass comes first; 0 for none. */
  private final int[] lastTaker;

  private final List<Memory> owned = new ArrayList<>();
  private Memory[] outputs;
  private Memory[] gradients;
  private Memory[][] inputGradients;
  private int rows;
  private boolean training;

  NetworkMemory(List<Node> nodes, List<Shape> shapes, DifferentiatedInputs roots) {
    this.nodes = nodes;
    this.shapes = shapes;
    this.roots = roots;
    this.differentiated = new boolean[nodes.size() + 1];
    this.lastTaker = new int[nodes.size() + 1];
    differentiated[0] = roots.isRoot(0);
    for (int number = 1; number <= nodes.size(); number++) {
      Node node = nodes.get(number - 1);
      differentiated[number] = node.hasParameters() || roots.isRoot(number);
      for (int i = 0; i < node.inputCount(); i++) {
        int from = node.input(i);
        differentiated[number] |= differentiated[from];
        lastTaker[from] = number;
      }
    }
  }

  /**
   * Reserves memory.
   *
   * @param forTraining whether gradients are needed as well; once needed, they stay
   */
  void reserve(int newRows, boolean forTraining) {
    if (newRows <= rows && (!forTraining || (training && roots.holds(newRows)))) {
      return;
    }
    int most = Math.max(rows, newRows);
    close();
    training |= forTraining;
    outputs = new Memory[nodes.size() + 1];
    if (forTraining) {
      roots.reserve(newRows);
    }
    if (training) {
      reserveForTraining(most);
    } else {
      reserveForInference(most);
    }
    nodes.forEach(node -> node.layer().reserve(most, training));
    rows = most;
  }

  private long floats(int number, int most) {
    return (long) most * shapes.get(number).length();
  }

  private long gradientFloats(int number, int most) {
    return (long) most * roots.width(number, shapes.get(number).length());
  }

  private int lastTaker(int number) {
    return lastTaker[number] == 0 ? nodes.size() : lastTaker[number];
  }

  private void reserveForInference(int most) {
    MemoryPlan plan = new MemoryPlan();
    int[] slots = new int[nodes.size() + 1];
    for (int number = 1; number <= nodes.size(); number++) {
      slots[number] = plan.place(number, lastTaker(number), floats(number, most));
    }
    List<Memory> memories = plan.allocate();
    owned.addAll(memories);
    for (int number = 1; number <= nodes.size(); number++) {
      outputs[number] = memories.get(slots[number]);
    }
  }

  private void reserveForTraining(int most) {
    MemoryPlan plan = new MemoryPlan();
    int[] slots = new int[nodes.size() + 1];
    for (int number = nodes.size(); number > 0; number--) {
      outputs[number] = allocate(floats(number, most));
      if (differentiated[number] && !roots.isRoot(number)) {
        int first = nodes.size() - lastTaker(number);
        slots[number] = plan.place(first, nodes.size() - number, floats(number, most));
      }
    }
    List<Memory> memories = plan.allocate();
    owned.addAll(memories);
    gradients = new Memory[nodes.size() + 1];
    for (int number = 0; number <= nodes.size(); number++) {
      if (roots.isRoot(number)) {
        gradients[number] = roots.gradient(number);
      } else if (differentiated[number]) {
        gradients[number] = memories.get(slots[number]);
      }
    }
    inputGradients = new Memory[nodes.size()][];
    boolean[] written = new boolean[nodes.size() + 1];
    for (int number = nodes.size(); number > 0; number--) {
      inputGradients[number - 1] = inputGradients(nodes.get(number - 1), most, written);
    }
  }

  /**
   * Assigns memory to the gradients of a node's inputs. Called in the order of the backward pass:
   * the first node that uses an output writes its gradient, later ones add to it.
   */
  private Memory[] inputGradients(Node node, int most, boolean[] written) {
    Memory[] found = new Memory[node.inputCount()];
    for (int i = 0; i < found.length; i++) {
      int from = node.input(i);
      if (differentiated[from]) {
        found[i] = written[from] ? allocate(gradientFloats(from, most)) : gradients[from];
        written[from] = true;
      }
    }
    return found;
  }

  private Memory allocate(long floats) {
    Memory memory = Memory.allocate(floats);
    owned.add(memory);
    return memory;
  }

  Memory output(int number) {
    return outputs[number];
  }

  Memory gradient(int number) {
    return gradients[number];
  }

  /** Returns whether a node is part of the backward pass. */
  boolean isDifferentiated(int number) {
    return differentiated[number];
  }

  /**
   * Returns the memory for the gradients of a node's inputs, null where not needed. The caller adds
   * those that are not the {@link #gradient} of the input to it.
   */
  Memory[] inputGradients(int number) {
    return inputGradients[number - 1];
  }

  @Override
  public void close() {
    owned.forEach(Memory::close);
    owned.clear();
    rows = 0;
  }
}
