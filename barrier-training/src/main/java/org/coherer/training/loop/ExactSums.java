package org.coherer.training.loop;

import org.coherer.training.collective.AllGather;
import org.coherer.training.vector.FlatVector;

/**
 * Sums of some doubles over all ranks, in double precision and in the order of the ranks: equal on
 * all of them, and exact where they are counts. The bits of the doubles travel as floats, which
 * nobody computes with on the way.
 */
public final class ExactSums {

  private static final int FLOATS_PER_DOUBLE = 2;

  private final AllGather gather;
  private final int rank;
  private final int ranks;

  /** Creates one over a collective among so many ranks. */
  public ExactSums(AllGather gather, int rank, int ranks) {
    this.gather = gather;
    this.rank = rank;
    this.ranks = ranks;
  }

  /**
   * Replaces each number by its sum over all ranks. All call it with as many numbers.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public void sum(double[] numbers) {
    int width = numbers.length * FLOATS_PER_DOUBLE;
    FlatVector all = FlatVector.allocate((long) ranks * width);
    for (int i = 0; i < numbers.length; i++) {
      long bits = Double.doubleToRawLongBits(numbers[i]);
      long at = (long) rank * width + (long) i * FLOATS_PER_DOUBLE;
      all.setBits(at, (int) (bits >>> Integer.SIZE));
      all.setBits(at + 1, (int) bits);
    }
    gather.gather(all);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 0;
      for (int other = 0; other < ranks; other++) {
        long at = (long) other * width + (long) i * FLOATS_PER_DOUBLE;
        long high = (long) all.getBits(at) << Integer.SIZE;
        numbers[i] += Double.longBitsToDouble(high | (all.getBits(at + 1) & 0xFFFFFFFFL));
      }
    }
  }
}
