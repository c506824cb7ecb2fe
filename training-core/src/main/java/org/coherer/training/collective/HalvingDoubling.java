package org.coherer.training.collective;

import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * Recursive halving, then recursive doubling, for long vectors and a power of two of members. Pairs
 * at a distance of half the group's size exchange halves of the vector, each adding to the half
 * that it keeps; then pairs at a quarter exchange halves of that, down to neighbours with one chunk
 * each. Doubling gathers the sums in the opposite order.
 *
 * <p>Every element is summed along the same tree as in {@link Doubling}, hence with the same bits.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-24685-5_1">Rabenseifner, 2004</a>
 */
final class HalvingDoubling implements ScatterGather {

  private final Group group;

  HalvingDoubling(Group group) {
    this.group = group;
  }

  @Override
  public void reduceScatter(FlatVector vector) {
    for (int distance = group.size() / 2; distance > 0; distance /= 2) {
      int peer = group.index() ^ distance;
      FlatVector given = block(vector, peer, distance);
      FlatVector kept = block(vector, group.index(), distance);
      group.exchange(peer, given, peer, kept, Combine.ADD);
    }
  }

  @Override
  public void allGather(FlatVector vector) {
    for (int distance = 1; distance < group.size(); distance *= 2) {
      int peer = group.index() ^ distance;
      FlatVector mine = block(vector, group.index(), distance);
      FlatVector theirs = block(vector, peer, distance);
      group.exchange(peer, mine, peer, theirs, Combine.COPY);
    }
  }

  /** Returns the chunks of the aligned block of {@code length} members that contains a member. */
  private FlatVector block(FlatVector vector, int member, int length) {
    int first = member / length * length;
    return group.chunks(vector, first, first + length);
  }
}
