package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkSpec;

/**
 * Which network a run trains.
 *
 * @param spec the network, and with it the engine
 * @param learningRate replaces the one that the network's optimizer has; {@link #OWN_RATE} keeps
 *     that one
 */
public record NetworkPlan(NetworkSpec spec, double learningRate) implements Serializable {

  /** Keeps the learning rate that the network has. */
  public static final double OWN_RATE = 0;

  /** Checks the rate. */
  public NetworkPlan {
    Objects.requireNonNull(spec, "spec");
    if (!(learningRate >= 0)) {
      throw new IllegalArgumentException(
          "Invalid learning rate " + learningRate + " (must be above 0)");
    }
  }

  /** Returns the learning rate that replaces the network's own; empty to keep that one. */
  public OptionalDouble replacedRate() {
    return learningRate == OWN_RATE ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
  }

  /** Returns what a user can do about a training that diverges. */
  public String remedyOfDivergence() {
    String rate =
        replacedRate().isEmpty() ? "the network's learning rate" : "learningRate " + learningRate;
    return "lower " + rate + ", or scale the features";
  }
}
