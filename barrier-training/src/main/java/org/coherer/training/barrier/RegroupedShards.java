package org.coherer.training.barrier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.api.java.JavaPairRDD;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.plan.ShardPlacement;
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
        .mapValues(RegroupedShards::bytes)
        .partitionBy(new RankPartitioner(placement.ranks()))
        .mapValues(RegroupedShards::block);
  }

  private static byte[] bytes(RecordBlock block) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      block.writeTo(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordBlock block(byte[] bytes) {
    try {
      return RecordBlock.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
