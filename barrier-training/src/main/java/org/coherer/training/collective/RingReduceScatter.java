package org.coherer.training.collective;

import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * The first half of a ring all-reduce: chunk {@code r} goes once around the ring, every rank adds
 * its own to it, and it ends as the sum at rank {@code r}. The other chunks then hold partial sums.
 */
final class RingReduceScatter {

  private final Ring ring;

  RingReduceScatter(Ring ring) {
    this.ring = ring;
  }

  void run(FlatVector vector) {
    for (int turn = 1; turn < ring.size(); turn++) {
      int sent = ring.rank() - turn;
      ring.turn(vector, sent, sent - 1, Combine.ADD);
    }
  }
}
