package org.coherer.training.engine;

import java.util.Objects;
import org.coherer.training.vector.FlatVector;

/**
 * A network with its trained parameters.
 *
 * @param network the network
 * @param parameters its parameters in the engine's order
 * @param optimizerState where the optimizer has got to; {@code null} where that was not kept
 */
public record NetworkFile(
    NetworkSpec network, FlatVector parameters, OptimizerState optimizerState) {

  /** Checks that there is a network. */
  public NetworkFile {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** Creates a network file without the optimizer's state. */
  public NetworkFile(NetworkSpec network, FlatVector parameters) {
    this(network, parameters, null);
  }

  /** Returns the network with its parameters alone. */
  public NetworkFile withoutOptimizerState() {
    return new NetworkFile(network, parameters);
  }
}
