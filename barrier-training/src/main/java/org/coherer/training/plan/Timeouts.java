package org.coherer.training.plan;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a rank waits before it fails.
 *
 * @param rendezvous for all ranks to have loaded their shards and met
 * @param connect for all connections between ranks
 * @param peer for the next byte of a peer
 */
public record Timeouts(Duration rendezvous, Duration connect, Duration peer)
    implements Serializable {

  /** Ten minutes to meet, 30 seconds to connect, 60 seconds of silence. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(60));
}
