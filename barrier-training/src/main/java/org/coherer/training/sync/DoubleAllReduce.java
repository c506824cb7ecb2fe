package org.coherer.training.sync;

import org.coherer.training.collective.AllGather;
import org.coherer.training.vector.FlatVector;

/**
 * Sums of some doubles over all ranks, in double precision and in the order of the ranks: equal on
 * all of them, and exact where they are counts. The bits of the doubles travel as floats, which
 * nobody computes with on the way. An instance serves one call at a time.
 */
public final class DoubleAllReduce {

  private static final int FLOATS_PER_DOUBLE = 2;

  private final AllGather gather;
  private final int rank;
  private final int ranks;
  private FlatVector all = FlatVector.allocate(0);

  /** Creates a double all reduce over a collective among so many ranks. */
  public DoubleAllReduce(AllGather gather, int rank, int ranks) {
    this.gather = gather;
    this.rank = rank;
    this.ranks = ranks;
  }

  /** Returns this rank. */
  public int rank() {
    return rank;
  }

  /** Returns how many ranks there are. */
  public int ranks() {
    return ranks;
  }

  /**
   * Replaces each number by its sum over all ranks. All call it with as many numbers.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public void sum(double[] numbers) {
    exchange(numbers);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 0;
      for (int other = 0; other < ranks; other++) {
        numbers[i] += get(other, i, numbers.length);
      }
    }
  }

  /**
   * Returns the numbers of each rank. All call it with as many numbers.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public double[][] gather(double... numbers) {
    exchange(numbers);
    double[][] found = new double[ranks][numbers.length];
    for (int other = 0; other < ranks; other++) {
      for (int i = 0; i < numbers.length; i++) {
        found[other][i] = get(other, i, numbers.length);
      }
    }
    return found;
  }

  private void exchange(double[] numbers) {
    long length = (long) ranks * numbers.length * FLOATS_PER_DOUBLE;
    if (all.length() != length) {
      all = FlatVector.allocate(length);
    }
    for (int i = 0; i < numbers.length; i++) {
      long bits = Double.doubleToRawLongBits(numbers[i]);
      long at = place(rank, i, numbers.length);
      all.setBits(at, (int) (bits >>> Integer.SIZE));
      all.setBits(at + 1, (int) bits);
    }
    gather.gather(all);
  }

  private double get(int of, int index, int count) {
    long at = place(of, index, count);
    long high = (long) all.getBits(at) << Integer.SIZE;
    return Double.longBitsToDouble(high | (all.getBits(at + 1) & 0xFFFFFFFFL));
  }

  private static long place(int of, int index, int count) {
    return ((long) of * count + index) * FLOATS_PER_DOUBLE;
  }
}
