package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Which network a run trains.
 *
 * @param engine the name of the engine
 * @param network the network, as the engine writes it
 * @param learningRate replaces the one that the network's optimizer has; {@link #OWN_RATE} keeps
 *     that one
 */
public record NetworkPlan(String engine, String network, double learningRate)
    implements Serializable {

  /** Keeps the learning rate that the network has. */
  public static final double OWN_RATE = 0;

  /** Checks that none is missing, and the rate. */
  public NetworkPlan {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(network, "network");
    if (!(learningRate >= 0)) {
      throw new IllegalArgumentException(
          "Invalid learning rate " + learningRate + " (must be above 0)");
    }
  }

  /** Returns the learning rate that replaces the network's own; empty to keep that one. */
  public OptionalDouble replacedRate() {
    return learningRate == OWN_RATE ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
  }
}
