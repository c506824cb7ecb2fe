package org.coherer.training.collective;

import org.coherer.training.transport.Transport;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * The cost of messages between the ranks of a run, by which algorithms and segments are chosen. The
 * choice never changes a result, not even its last bits.
 *
 * @param latency seconds that the exchange of a very short message takes
 * @param perByte seconds for each byte of an exchange, sent and received at the same time
 * @param perAddedByte seconds for each byte of a received vector that is added
 * @see <a href="https://doi.org/10.1016/0167-8191(94)90021-3">Hockney, 1994</a>, for latency and
 *     bandwidth as the model of a message
 */
public record CostModel(double latency, double perByte, double perAddedByte) {

  /**
   * The result of {@code bin/bench} between two processes over loopback: 30 us, 1.5 and 12 GB/s.
   */
  public static final CostModel LOOPBACK = new CostModel(30e-6, 1 / 1.5e9, 1 / 12e9);

  private static final int SHORT_FLOATS = 64;
  private static final int LONG_FLOATS = 256 * 1024;

  /** How many bytes {@link #measure} takes off the heap, until the collector has found them. */
  public static final long MEASURED_BYTES = 2L * LONG_FLOATS * Float.BYTES;

  private static final int SHORT_ROUNDS = 200;
  private static final int LONG_ROUNDS = 12;

  /** The shortest segment: it stays in a second-level cache from its first to its last use. */
  private static final long MIN_SEGMENT_BYTES = 1 << 20;

  private static final long MAX_SEGMENT_BYTES = 64 << 20;

  /**
   * The largest share of a segment's time that latencies may take. Segments that leave the cache
   * cost more: over loopback, 100 MB among four ranks took 212 ms in segments of 1 MiB, and 364 ms
   * in those of 4 MiB.
   */
  private static final double LATENCY_SHARE = 0.4;

  /**
   * Measures a few exchanges around a ring of all ranks, for some tens of milliseconds. All ranks
   * call it at the same time and get the same model.
   */
  public static CostModel measure(Transport transport) {
    if (transport.worldSize() == 1) {
      return LOOPBACK;
    }
    Group group = Group.all(transport);
    FlatVector out = FlatVector.allocate(LONG_FLOATS);
    FlatVector in = FlatVector.allocate(LONG_FLOATS);
    double latency =
        exchangeSeconds(
            group,
            out.slice(0, SHORT_FLOATS),
            in.slice(0, SHORT_FLOATS),
            SHORT_ROUNDS,
            Combine.COPY);
    double copied = exchangeSeconds(group, out, in, LONG_ROUNDS, Combine.COPY);
    double added = exchangeSeconds(group, out, in, LONG_ROUNDS, Combine.ADD);
    double bytes = (double) LONG_FLOATS * Float.BYTES;
    FlatVector mean =
        FlatVector.of(
            (float) latency,
            (float) (Math.max(copied - latency, latency / 100) / bytes),
            (float) (Math.max(added - copied, copied / 100) / bytes));
    new Ring(group).sum(mean);
    mean.scale(1f / transport.worldSize());
    return new CostModel(mean.get(0), mean.get(1), mean.get(2));
  }

  /** Returns the shortest of several exchanges; longer ones were disturbed. */
  private static double exchangeSeconds(
      Group group, FlatVector out, FlatVector in, int rounds, Combine combine) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      group.exchange(group.index() + 1, out, group.index() - 1, in, combine);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e9;
  }

  /** Returns whether recursive doubling is faster than halving and doubling. */
  boolean prefersDoubling(int members, long bytes) {
    double rounds = log2(members);
    double share = (members - 1.0) / members;
    double doubling = rounds * (latency + bytes * (perByte + perAddedByte));
    double halving = 2 * rounds * latency + share * bytes * (2 * perByte + perAddedByte);
    return doubling <= halving;
  }

  /** Returns whether direct exchange is faster than a ring. */
  boolean prefersDirect(int members, long bytes) {
    return bytes / (double) members * perByte < latency;
  }

  /**
   * Returns the segment length: so many bytes complete halving and doubling before the next ones
   * start.
   */
  long segmentBytes(int members) {
    double share = (members - 1.0) / members;
    double shortest = log2(members) * latency / (LATENCY_SHARE * share * perByte);
    long segment = MIN_SEGMENT_BYTES;
    while (segment < shortest && segment < MAX_SEGMENT_BYTES) {
      segment *= 2;
    }
    return segment;
  }

  private static int log2(int powerOfTwo) {
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }
}
