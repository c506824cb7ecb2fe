package org.coherer.training.plan;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rank trains on which shards. The rows of a run are cut into as many shards as it is to have
 * workers, once and for all; where it has fewer ranks for a while, some train on several shards.
 * The batches, and which of them make a step together, do not depend on it.
 *
 * @param shards how many shards there are
 * @param ranks how many ranks there are, at most one for each shard
 */
public record ShardPlacement(int shards, int ranks) {

  /** Checks the numbers. */
  public ShardPlacement {
    Requirements.atLeastOne("ranks", ranks);
    if (ranks > shards) {
      throw new IllegalArgumentException(
          "Invalid number of ranks " + ranks + " (must be at most that of shards, " + shards + ")");
    }
  }

  /** Returns the rank that trains on a shard. */
  public int rankOf(int shard) {
    return shard % ranks;
  }

  /** Returns the shards of a rank, in ascending order. */
  public Set<Integer> of(int rank) {
    Set<Integer> own = new TreeSet<>();
    for (int shard = rank; shard < shards; shard += ranks) {
      own.add(shard);
    }
    return Collections.unmodifiableSet(own);
  }
}
