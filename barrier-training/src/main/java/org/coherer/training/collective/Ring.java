package org.coherer.training.collective;

import org.coherer.training.transport.Transport;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * The ranks in a circle: everyone sends to the next and receives from the one before. Works on
 * vectors cut into as many chunks as there are ranks; numbers of chunks wrap around.
 */
final class Ring {

  private final Transport transport;

  Ring(Transport transport) {
    this.transport = transport;
  }

  int rank() {
    return transport.rank();
  }

  int size() {
    return transport.worldSize();
  }

  /**
   * Sends one chunk of the vector to the next rank while it receives another one. The chunk that
   * comes is the one that the rank before sends in the same turn, so both leave out an empty one.
   */
  void turn(FlatVector vector, int sent, int received, Combine combine) {
    FlatVector out = chunk(vector, sent);
    FlatVector in = chunk(vector, received);
    int next = Math.floorMod(rank() + 1, size());
    int previous = Math.floorMod(rank() - 1, size());
    if (out.length() > 0 && in.length() > 0) {
      transport.exchange(next, out, previous, in, combine);
    } else if (out.length() > 0) {
      transport.send(next, out);
    } else if (in.length() > 0) {
      transport.receive(previous, in, combine);
    }
  }

  private FlatVector chunk(FlatVector vector, int number) {
    return Chunk.part(vector.length(), size(), Math.floorMod(number, size())).of(vector);
  }
}
