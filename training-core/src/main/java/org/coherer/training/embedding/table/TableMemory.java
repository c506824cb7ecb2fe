package org.coherer.training.embedding.table;

import org.coherer.training.embedding.EmbeddingSpec;

/**
 * What tables take off the heap of a server, before there are any. The figure is what a {@link
 * MemoryBudget} must allow: no less than {@link EmbeddingTable#bytes} of any of the shards will be,
 * unless ids are chosen against the hash, with the memory that an index takes while it grows.
 */
public final class TableMemory {

  /** The rows of a shard are more than its part by so many standard deviations at most. */
  private static final double DEVIATIONS = 6;

  private TableMemory() {}

  /**
   * Returns the most bytes of a server.
   *
   * @param rows how many rows the table will have on all servers; no more than its lifetime allows
   *     are counted
   * @param servers how many servers there are, each with one shard
   */
  public static long bytes(EmbeddingSpec spec, long rows, int servers) {
    if (rows < 0 || servers < 1) {
      throw new IllegalArgumentException(
          "Invalid " + rows + " rows on " + servers + " servers (must be at least 0 and 1)");
    }
    long most = spec.lifetime().maxRowsOf(servers);
    long shard = Math.min(most, spread(rows, servers));
    int segments = 1 << RowIndex.segmentBits(most);
    long segment = IndexSegment.bytes(Math.min(shard, spread(shard, segments)));
    long growing = shard == 0 ? 0 : segment;
    return RowSlabs.bytes(SlotLayout.of(spec), shard, most)
        + Math.addExact(Math.multiplyExact(segment, segments), growing)
        + SeenCounts.bytes(spec.lifetime().admission());
  }

  /** Returns the most rows of a part, where a hash says the part. */
  static long spread(long rows, int parts) {
    if (parts == 1) {
      return rows;
    }
    double mean = (double) rows / parts;
    return Math.min(rows, (long) Math.ceil(mean + DEVIATIONS * Math.sqrt(mean)));
  }
}
