package org.coherer.connector.data;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.storage.StorageLevel;
import org.coherer.training.barrier.RankPartitioner;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;

/**
 * A DataFrame, checked row by row and cut into one shard per worker. The records are kept in
 * Spark's storage until {@link #close}, so that the DataFrame is computed once.
 */
public final class Shards implements AutoCloseable {

  private final JavaRDD<Encoded> encoded;
  private final JavaPairRDD<Integer, RecordBlock> byRank;

  private Shards(JavaRDD<Encoded> encoded, JavaPairRDD<Integer, RecordBlock> byRank) {
    this.encoded = encoded;
    this.byRank = byRank;
  }

  /**
   * Reads and checks all rows, in one Spark job.
   *
   * @throws IllegalArgumentException if there is no row, or one that cannot be used. The message
   *     names the column, the value, the constraint and the row
   */
  public static Shards of(
      Dataset<?> data, TrainingColumns columns, RecordLayout layout, int workers) {
    JavaRDD<Encoded> encoded =
        columns
            .select(data)
            .javaRDD()
            .mapPartitionsWithIndex(new RecordEncoder(columns, layout), false)
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      List<PartitionSummary> summaries = encoded.mapPartitions(PartitionSummary::of).collect();
      refuseInvalid(summaries);
      long[] starts = new long[encoded.getNumPartitions()];
      long rows = 0;
      for (int i = 0; i < starts.length; i++) {
        starts[i] = rows;
        rows += summaries.get(i).rows();
      }
      if (rows == 0) {
        throw new IllegalArgumentException("Cannot train on an empty DataFrame (it has no rows)");
      }
      JavaPairRDD<Integer, RecordBlock> byRank =
          encoded
              .flatMapToPair(new Sharder(workers, starts))
              .partitionBy(new RankPartitioner(workers));
      return new Shards(encoded, byRank);
    } catch (RuntimeException e) {
      encoded.unpersist(false);
      throw e;
    }
  }

  private static void refuseInvalid(List<PartitionSummary> summaries) {
    summaries.stream()
        .map(PartitionSummary::invalid)
        .filter(Objects::nonNull)
        .min(Comparator.comparingInt(Encoded.Invalid::partition))
        .ifPresent(
            invalid -> {
              throw new IllegalArgumentException(
                  invalid.message()
                      + ", in row "
                      + invalid.row()
                      + " of partition "
                      + invalid.partition()
                      + ", counted from 0");
            });
  }

  /** Returns the records by rank: partition {@code r} is the shard of rank {@code r}. */
  public JavaPairRDD<Integer, RecordBlock> byRank() {
    return byRank;
  }

  /** Gives the storage back. */
  @Override
  public void close() {
    encoded.unpersist(false);
  }

  /** What the driver needs to know of a partition. */
  private record PartitionSummary(long rows, Encoded.Invalid invalid) implements Serializable {

    static Iterator<PartitionSummary> of(Iterator<Encoded> partition) {
      long rows = 0;
      Encoded.Invalid invalid = null;
      while (partition.hasNext()) {
        Encoded next = partition.next();
        if (next instanceof Encoded.Block whole) {
          rows += whole.block().rows();
        } else {
          invalid = (Encoded.Invalid) next;
        }
      }
      return List.of(new PartitionSummary(rows, invalid)).iterator();
    }
  }
}
