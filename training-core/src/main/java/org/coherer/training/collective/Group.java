package org.coherer.training.collective;

import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.Transport;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Some ranks of a run, numbered from 0, and vectors cut into as many chunks as there are of them.
 * Numbers of members and chunks wrap around.
 */
final class Group {

  private final Transport transport;
  private final int[] ranks;
  private final int index;

  /**
   * Creates a group.
   *
   * @param ranks all members, this rank among them, in the same order on all of them
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

  /** Returns one of as many chunks as there are members. */
  FlatVector chunk(FlatVector vector, int number) {
    return Chunk.part(vector.length(), size(), wrapped(number)).of(vector);
  }

  /** Returns the chunks from one number up to, without, another one. */
  FlatVector chunks(FlatVector vector, int from, int until) {
    long start = Chunk.part(vector.length(), size(), from).offset();
    Chunk last = Chunk.part(vector.length(), size(), until - 1);
    return vector.slice(start, last.offset() + last.length() - start);
  }

  /**
   * Sends to one member while receiving from another one. Both ends leave out an empty vector, for
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

  /** Replaces the vectors of this member and another one by their sum. */
  void sumWith(int member, FlatVector vector) {
    if (vector.length() > 0) {
      transport.sumWith(ranks[wrapped(member)], vector);
    }
  }

  private int wrapped(int number) {
    return Math.floorMod(number, ranks.length);
  }
}
