package org.coherer.training.plan;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a rank waits before it fails.
 *
 * @param rendezvous for all ranks to have loaded their shards and met
 * @param connect for all connections between ranks
 * @param peer for the next byte of a peer
 * @param slots for slots in place of those that were lost, from the last sign of life of what
 *     occupied them; on the driver
 */
public record Timeouts(Duration rendezvous, Duration connect, Duration peer, Duration slots)
    implements Serializable {

  /** What is added to the peer timeout: enough to start an executor on a machine that is there. */
  private static final Duration REPLACEMENT = Duration.ofSeconds(7);

  /** Ten minutes to meet, 30 seconds to connect, 60 seconds of silence, 67 for slots. */
  public static final Timeouts DEFAULT = of(Duration.ofMinutes(10), Duration.ofSeconds(60));

  /** Returns those that follow from how long to meet and how long a peer may be silent. */
  public static Timeouts of(Duration rendezvous, Duration peer) {
    return new Timeouts(rendezvous, Duration.ofSeconds(30), peer, peer.plus(REPLACEMENT));
  }

  /** Returns a copy that waits so long for slots. */
  public Timeouts withSlots(Duration other) {
    return new Timeouts(rendezvous, connect, peer, other);
  }
}
