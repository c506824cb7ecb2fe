package org.coherer.training.embedding;

/**
 * Which shard has the row of an id: {@code floor(h x shards / 2^32)}, where h is the upper half of
 * {@code splitMix(id + GOLDEN)}, as an unsigned number. Any ids, consecutive ones too, are spread
 * evenly, and the shard is a function of id and number of shards alone.
 *
 * @param shards the number of shards, at least 1; of one or several on each server
 */
public record IdPartition(int shards) {

  /** The most shards. */
  public static final int MOST_SHARDS = 1 << 16;

  /** Checks the number. */
  public IdPartition {
    Checks.within("number of shards of an embedding table", shards, 1, MOST_SHARDS);
  }

  /** Returns the shard of an id, from 0. */
  public int shardOf(long id) {
    long hash = Mixing.splitMix(id + Mixing.GOLDEN);
    return (int) (((hash >>> 32) * shards) >>> 32);
  }
}
