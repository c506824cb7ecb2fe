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
 * @param inputGradients of how many of a row's last inputs {@link Replica#inputGradients} are
 *     wanted; 0 for none
 */
public record ReplicaSettings(
    NetworkSpec network, OptionalDouble learningRate, long seed, int threads, int inputGradients) {

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
    if (inputGradients < 0) {
      throw new IllegalArgumentException(
          "Invalid number of inputs with gradients " + inputGradients + " (must be at least 0)");
    }
  }

  /** Creates settings without gradients of inputs. */
  public ReplicaSettings(NetworkSpec network, OptionalDouble learningRate, long seed, int threads) {
    this(network, learningRate, seed, threads, 0);
  }

  /** Returns the same with gradients of so many of a row's last inputs. */
  public ReplicaSettings withInputGradients(int inputs) {
    return new ReplicaSettings(network, learningRate, seed, threads, inputs);
  }
}
