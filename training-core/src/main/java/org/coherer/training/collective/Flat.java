package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Collectives within one topology level, whose members all have the same locality. A power of two
 * of them sums along a tree, any other number around a ring; the cost model chooses the algorithm,
 * never the order of summation.
 */
final class Flat implements ScatterGather {

  private final Group group;
  private final CostModel model;
  private final boolean tree;
  private final Doubling doubling;
  private final HalvingDoubling halving;
  private final Ring ring;
  private final Direct direct;

  Flat(Group group, CostModel model) {
    this.group = group;
    this.model = model;
    tree = Integer.bitCount(group.size()) == 1;
    doubling = new Doubling(group);
    halving = new HalvingDoubling(group);
    ring = new Ring(group);
    direct = new Direct(group);
  }

  @Override
  public void reduceScatter(FlatVector vector) {
    halves(vector).reduceScatter(vector);
  }

  @Override
  public void allGather(FlatVector vector) {
    halves(vector).allGather(vector);
  }

  @Override
  public void sum(FlatVector vector) {
    if (!tree) {
      halves(vector).sum(vector);
    } else if (model.prefersDoubling(group.size(), bytes(vector))) {
      doubling.sum(vector);
    } else {
      sumInSegments(vector);
    }
  }

  /** Segments change no result, but keep the data in the cache. */
  private void sumInSegments(FlatVector vector) {
    long floats = model.segmentBytes(group.size()) / Float.BYTES;
    for (long start = 0; start < vector.length(); start += floats) {
      halving.sum(vector.slice(start, Math.min(floats, vector.length() - start)));
    }
  }

  private ScatterGather halves(FlatVector vector) {
    if (tree) {
      return halving;
    }
    return model.prefersDirect(group.size(), bytes(vector)) ? direct : ring;
  }

  private static long bytes(FlatVector vector) {
    return vector.length() * Float.BYTES;
  }
}
