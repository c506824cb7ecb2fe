package org.coherer.training.transport;

import java.time.Duration;

/**
 * How long a rank waits for its peers.
 *
 * @param connect the longest time until all ranks are connected
 * @param peer how long an awaited peer may show no sign of life
 */
public record TransportTimeouts(Duration connect, Duration peer) {

  /** Checks that both are positive. */
  public TransportTimeouts {
    requirePositive("connectTimeout", connect);
    requirePositive("peerTimeout", peer);
  }

  private static void requirePositive(String name, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("Invalid " + name + " " + timeout + " (must be positive)");
    }
  }
}
