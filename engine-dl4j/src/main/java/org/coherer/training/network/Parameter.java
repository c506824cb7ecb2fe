package org.coherer.training.network;

import org.coherer.training.network.memory.Memory;

/**
 * A block of a network's parameters, with its gradients once the network is trained. Both are
 * memory of somebody else.
 */
public final class Parameter {

  private final Memory values;
  private Memory gradients;

  /** Creates one without gradients. */
  public Parameter(Memory values) {
    this.values = values;
  }

  /** Returns the values. */
  public Memory values() {
    return values;
  }

  /** Returns where gradients go. */
  public Memory gradients() {
    return gradients;
  }

  /** Sets where gradients go. */
  public void gradients(Memory memory) {
    if (memory.length() != values.length()) {
      throw new IllegalArgumentException(
          "Invalid " + memory.length() + " gradients of " + values.length() + " parameters");
    }
    gradients = memory;
  }
}
