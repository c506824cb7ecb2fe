package org.coherer.training.trainer;

import org.apache.spark.Partitioner;

/**
 * Sends the records of rank {@code r} to partition {@code r}, which barrier task {@code r} reads.
 */
public final class RankPartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int partitions;

  /** Creates a rank partitioner for so many ranks. */
  public RankPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object rank) {
    return (Integer) rank;
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
