package org.coherer.training.engine;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a replica is opened with.
 *
 * @param network the network
 * @param learningRate replaces that of the network's optimizers, where present
 * @param seed the initial parameters depend on it alone
 * @param threads native threads that one call may use
 */
public record ReplicaSettings(
    NetworkSpec network, OptionalDouble learningRate, long seed, int threads) {

  /** Checks the network and the numbers. */
  public ReplicaSettings {
    Objects.requireNonNull(network, "network");
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Invalid thread count " + threads + " (must be at least 1)");
    }
    if (learningRate.isPresent() && !(learningRate.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "Invalid learning rate " + learningRate.getAsDouble() + " (must be above 0)");
    }
  }
}
