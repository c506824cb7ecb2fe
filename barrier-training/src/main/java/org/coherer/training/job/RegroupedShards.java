package org.coherer.training.job;

import org.apache.spark.api.java.JavaPairRDD;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.plan.ShardPlacement;
import org.coherer.training.trainer.JavaBytes;
import org.coherer.training.trainer.RankPartitioner;

/** Brings the shards of a run to fewer ranks than there are shards. */
final class RegroupedShards {

  private RegroupedShards() {}

  /**
   * Returns the records by rank. Another shuffle, since a barrier stage cannot have another number
   * of partitions than what it reads; of bytes, which every serializer takes.
   *
   * @param shards the records by shard: one partition for each
   */
  static JavaPairRDD<Integer, RecordBlock> of(
      JavaPairRDD<Integer, RecordBlock> shards, ShardPlacement placement) {
    if (placement.ranks() == placement.shards()) {
      return shards;
    }
    return shards
        .mapValues(JavaBytes::of)
        .partitionBy(new RankPartitioner(placement.ranks()))
        .mapValues(bytes -> JavaBytes.read(bytes, RecordBlock.class));
  }
}
