package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Recursive doubling, for short vectors and a power of two of members: pairs at a distance of half
 * the group's size exchange and add whole vectors, then pairs at a quarter of it, and so on down to
 * neighbours. Every element is summed along a binary tree.
 *
 * @see <a href="https://doi.org/10.1177/1094342005051521">Thakur, Rabenseifner and Gropp, 2005</a>,
 *     section 4.5
 */
final class Doubling {

  private final Group group;

  Doubling(Group group) {
    this.group = group;
  }

  void sum(FlatVector vector) {
    for (int distance = group.size() / 2; distance > 0; distance /= 2) {
      group.sumWith(group.index() ^ distance, vector);
    }
  }
}
