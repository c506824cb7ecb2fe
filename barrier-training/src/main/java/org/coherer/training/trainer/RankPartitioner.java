package org.coherer.training.trainer;

import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * Sends the records of shard {@code s} to partition {@code s} or, where there are fewer, round
 * robin. Barrier task {@code r} reads partition {@code r}.
 */
public final class RankPartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int partitions;

  /** Creates a rank partitioner of so many ranks. */
  public RankPartitioner(int partitions) {
    this.partitions = partitions;
  }

  /**
   * Checks that there is a shard for each worker.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static void check(JavaPairRDD<?, ?> shards, int workers) {
    if (shards.getNumPartitions() != workers) {
      throw new IllegalArgumentException(
          "Cannot train " + shards.getNumPartitions() + " shards with " + workers + " workers");
    }
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object shard) {
    return (Integer) shard % partitions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RankPartitioner that && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
