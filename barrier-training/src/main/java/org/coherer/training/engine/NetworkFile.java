package org.coherer.training.engine;

import java.util.Objects;
import org.coherer.training.vector.FlatVector;

/**
 * A network with its trained parameters.
 *
 * @param network the description, as {@link Engine#describe} reads it
 * @param parameters its parameters in the engine's order
 * @param optimizerState what {@link Replica#optimizerState} holds after the last step, of an
 *     optimizer that was not sharded; {@code null} where it was not kept, or there is none
 */
public record NetworkFile(String network, FlatVector parameters, FlatVector optimizerState) {

  /** Checks that there is a network. */
  public NetworkFile {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** Creates one without the optimizer's state. */
  public NetworkFile(String network, FlatVector parameters) {
    this(network, parameters, null);
  }

  /** Returns the network with its parameters alone. */
  public NetworkFile withoutOptimizerState() {
    return new NetworkFile(network, parameters);
  }
}
