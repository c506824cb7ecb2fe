package org.coherer.training.collective;

import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * The second half of a ring all-reduce: chunk {@code r} of rank {@code r} goes once around the
 * ring, until every rank has all of them.
 */
final class RingAllGather {

  private final Ring ring;

  RingAllGather(Ring ring) {
    this.ring = ring;
  }

  void run(FlatVector vector) {
    for (int turn = 1; turn < ring.size(); turn++) {
      int sent = ring.rank() - turn + 1;
      ring.turn(vector, sent, sent - 1, Combine.COPY);
    }
  }
}
