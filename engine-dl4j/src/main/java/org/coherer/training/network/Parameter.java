package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * A block of a network's parameters and, in training, its gradients. The engine owns the memory of
 * both.
 */
public final class Parameter {

  private final Memory values;
  private Memory gradients;

  /** Uses these values, without gradients. */
  public Parameter(Memory values) {
    this.values = values;
  }

  /** Returns the values. */
  public Memory values() {
    return values;
  }

  /** Returns the memory of the gradients. */
  public Memory gradients() {
    return gradients;
  }

  /** Sets the memory of the gradients. */
  public void gradients(Memory memory) {
    if (memory.length() != values.length()) {
      throw new IllegalArgumentException(
          "Invalid " + memory.length() + " gradients of " + values.length() + " parameters");
    }
    gradients = memory;
  }
}
