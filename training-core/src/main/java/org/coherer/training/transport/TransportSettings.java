package org.coherer.training.transport;

import java.util.function.BooleanSupplier;
import org.coherer.training.transport.auth.RunSecret;

/**
 * The settings with which one rank opens its transport.
 *
 * @param rank the rank of this end
 * @param host the address to bind to, at which other ranks reach this one
 * @param identity the run and the attempt
 * @param secret the secret that every connection must prove to know
 * @param timeouts how long to wait for peers
 * @param options how the ranks connect
 * @param cancelled polled while waiting; once true, the wait ends with a {@link TransportException}
 */
public record TransportSettings(
    int rank,
    String host,
    RunIdentity identity,
    RunSecret secret,
    TransportTimeouts timeouts,
    TransportOptions options,
    BooleanSupplier cancelled) {

  /** Checks the rank. */
  public TransportSettings {
    if (rank < 0) {
      throw new IllegalArgumentException("Invalid rank " + rank + " (must not be negative)");
    }
  }
}
