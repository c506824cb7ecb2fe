package org.coherer.training.collective;

import org.coherer.training.transport.Transport;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * A group of ranks of a run, its members numbered from 0; each member owns the chunk of a vector
 * with its number. Numbers of members and chunks wrap around.
 */
final class Group {

  private final Transport transport;
  private final int[] ranks;
  private final int index;

  /**
   * Creates a group of ranks.
   *
   * @param ranks all members including this rank, in the same order on every member
   */
  Group(Transport transport, int... ranks) {
    this.transport = transport;
    this.ranks = ranks;
    int mine = 0;
    while (ranks[mine] != transport.rank()) {
      mine++;
    }
    this.index = mine;
  }

  /** Returns the group of all ranks. */
  static Group all(Transport transport) {
    int[] ranks = new int[transport.worldSize()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[rank] = rank;
    }
    return new Group(transport, ranks);
  }

  /** Returns this rank's number in the group. */
  int index() {
    return index;
  }

  int size() {
    return ranks.length;
  }

  /** Returns the chunk of the member with this number. */
  FlatVector chunk(FlatVector vector, int number) {
    return Chunk.part(vector.length(), size(), wrapped(number)).of(vector);
  }

  /** Returns the consecutive chunks {@code from} (inclusive) to {@code until} (exclusive). */
  FlatVector chunks(FlatVector vector, int from, int until) {
    long start = Chunk.part(vector.length(), size(), from).offset();
    Chunk last = Chunk.part(vector.length(), size(), until - 1);
    return vector.slice(start, last.offset() + last.length() - start);
  }

  /**
   * Sends to one member while receiving from another one. Both ends skip an empty vector, since
   * they cut alike.
   */
  void exchange(int to, FlatVector out, int from, FlatVector in, Combine combine) {
    int receiver = ranks[wrapped(to)];
    int sender = ranks[wrapped(from)];
    if (out.length() > 0 && in.length() > 0) {
      transport.exchange(receiver, out, sender, in, combine);
    } else if (out.length() > 0) {
      transport.send(receiver, out);
    } else if (in.length() > 0) {
      transport.receive(sender, in, combine);
    }
  }

  /** Sums the vectors of this member and another one into both. */
  void sumWith(int member, FlatVector vector) {
    if (vector.length() > 0) {
      transport.sumWith(ranks[wrapped(member)], vector);
    }
  }

  private int wrapped(int number) {
    return Math.floorMod(number, ranks.length);
  }
}
