package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Sums by a reduce-scatter and an all-gather around a ring. Every element is summed along one path
 * and then copied, so all ranks end with the same bits.
 */
final class RingAllReduce implements AllReduce {

  private final RingReduceScatter reduceScatter;
  private final RingAllGather allGather;

  RingAllReduce(Ring ring) {
    reduceScatter = new RingReduceScatter(ring);
    allGather = new RingAllGather(ring);
  }

  @Override
  public void sum(FlatVector vector) {
    reduceScatter.run(vector);
    allGather.run(vector);
  }
}
