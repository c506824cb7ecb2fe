package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import org.coherer.training.transport.TransportOptions;

/**
 * How the ranks of a run are connected.
 *
 * @param timeouts the longest waits
 * @param options ports, transports, encryption
 */
public record TransportPlan(Timeouts timeouts, TransportOptions options) implements Serializable {

  /** The defaults of both. */
  public static final TransportPlan DEFAULT =
      new TransportPlan(Timeouts.DEFAULT, TransportOptions.DEFAULT);

  /** Checks that none is missing. */
  public TransportPlan {
    Objects.requireNonNull(timeouts, "timeouts");
    Objects.requireNonNull(options, "options");
  }
}
