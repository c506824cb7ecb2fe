package org.coherer.training.transport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.coherer.training.transport.auth.RunSecret;

/**
 * What a transport is opened with.
 *
 * @param rank the rank of this end
 * @param host the address to bind to and to be reached at
 * @param identity the run and the attempt
 * @param secret what every connection must prove to know
 * @param connectTimeout the longest time until all ranks are connected
 * @param peerTimeout how long a peer that is awaited may show no sign of life
 * @param options how ranks are connected
 * @param cancelled asked often while waiting; once true, the wait ends with a {@link
 *     TransportException}
 */
public record TransportSettings(
    int rank,
    String host,
    RunIdentity identity,
    RunSecret secret,
    Duration connectTimeout,
    Duration peerTimeout,
    TransportOptions options,
    BooleanSupplier cancelled) {

  /** Checks the rank and that both timeouts are positive. */
  public TransportSettings {
    if (rank < 0) {
      throw new IllegalArgumentException("Invalid rank " + rank + " (must not be negative)");
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("peerTimeout", peerTimeout);
  }

  private static void requirePositive(String name, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("Invalid " + name + " " + timeout + " (must be positive)");
    }
  }
}
