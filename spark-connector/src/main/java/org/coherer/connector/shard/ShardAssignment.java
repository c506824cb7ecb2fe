package org.coherer.connector.shard;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.coherer.training.data.Seeds;

/**
 * Assigns each row of a partition to a rank: the rows of a stratum go to the ranks round-robin,
 * from a first rank on.
 *
 * @param workers the number of ranks
 * @param first the first rank by partition and stratum; or {@code null}, where it is a hash of the
 *     two numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShardAssignment(int workers, int[][] first) implements Serializable {

  /**
   * Returns an assignment that needs to know nothing of the rows. Shards may differ by some rows.
   */
  static ShardAssignment hashed(int workers) {
    return new ShardAssignment(workers, null);
  }

  /**
   * Returns an assignment by which shards differ by one row at most.
   *
   * @param rows the rows by partition and stratum
   */
  static ShardAssignment exact(int workers, List<long[]> rows) {
    int strata = rows.get(0).length;
    int[][] first = new int[rows.size()][strata];
    long assigned = 0;
    for (int stratum = 0; stratum < strata; stratum++) {
      for (int partition = 0; partition < first.length; partition++) {
        first[partition][stratum] = (int) (assigned % workers);
        assigned += rows.get(partition)[stratum];
      }
    }
    return new ShardAssignment(workers, first);
  }

  /** Returns the rank of a row: number {@code row} of its stratum in its partition. */
  int rank(int partition, int stratum, long row) {
    return (int) ((firstOf(partition, stratum) + row) % workers);
  }

  /**
   * Returns the rank to which this assignment gives the rows of a partition and stratum that
   * another one has given to a rank: they are all of the same.
   */
  int moved(int partition, int stratum, int rank, ShardAssignment from) {
    return Math.floorMod(
        firstOf(partition, stratum) + rank - from.firstOf(partition, stratum), workers);
  }

  private int firstOf(int partition, int stratum) {
    return first != null
        ? first[partition][stratum]
        : (int) Math.floorMod(Seeds.mix(partition, stratum), (long) workers);
  }

  /** Returns the rows of each shard, given the rows by partition and stratum. */
  long[] shards(List<long[]> rows) {
    long[] shards = new long[workers];
    for (int partition = 0; partition < rows.size(); partition++) {
      long[] strata = rows.get(partition);
      for (int stratum = 0; stratum < strata.length; stratum++) {
        for (int rank = 0; rank < workers; rank++) {
          int position = Math.floorMod(rank - firstOf(partition, stratum), workers);
          shards[rank] += Math.max(0, (strata[stratum] - position + workers - 1) / workers);
        }
      }
    }
    return shards;
  }

  /**
   * Returns whether the shards are as good as those of an exact assignment: they differ by a batch
   * at most, and the largest takes no more steps.
   */
  boolean isBalanced(List<long[]> rows, int batchSize) {
    long[] shards = shards(rows);
    long largest = Arrays.stream(shards).max().orElse(0);
    long smallest = Arrays.stream(shards).min().orElse(0);
    long best = groups(Arrays.stream(shards).sum(), workers);
    return largest - smallest <= batchSize && groups(largest, batchSize) == groups(best, batchSize);
  }

  private static long groups(long rows, int size) {
    return (rows + size - 1) / size;
  }
}
