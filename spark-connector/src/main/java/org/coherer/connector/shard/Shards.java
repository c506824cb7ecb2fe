package org.coherer.connector.shard;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.util.CollectionAccumulator;
import org.coherer.connector.profile.DataProfile;
import org.coherer.connector.spark.InternalRows;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.plan.TrainingPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A DataFrame, checked row by row and cut into one shard per worker. Its rows are read once: the
 * records lie in Spark's shuffle files until {@link #close}.
 */
public final class Shards implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

  private final ShardingPlan plan;
  private final CollectionAccumulator<PartitionReport> reported;
  private final PartitionReports reports;

  /** The shuffles, the last one first: it may have to be made again from the one before. */
  private final Deque<ShardShuffle> shuffles;

  private Shards(
      ShardingPlan plan,
      CollectionAccumulator<PartitionReport> reported,
      PartitionReports reports,
      Deque<ShardShuffle> shuffles) {
    this.plan = plan;
    this.reported = reported;
    this.reports = reports;
    this.shuffles = shuffles;
  }

  /**
   * Reads and checks all rows, and {@linkplain #prepare prepares} the shards for the batches of the
   * plan.
   *
   * @throws IllegalArgumentException as {@link #read} and {@link #prepare}
   */
  public static Shards of(Dataset<?> data, ShardingPlan plan) {
    Shards shards = read(data, plan);
    try {
      shards.prepare(plan.balance().batchSize(), true);
      return shards;
    } catch (RuntimeException | Error e) {
      shards.close();
      throw e;
    }
  }

  /**
   * Reads and checks all rows, in one Spark job.
   *
   * @throws IllegalArgumentException if there is no row, or one that cannot be used. The message
   *     names the column, the value, the constraint and the row
   */
  public static Shards read(Dataset<?> data, ShardingPlan plan) {
    return read(data, plan, null);
  }

  /**
   * Reads and checks all rows, in one Spark job, in whose tasks new executors begin to load what
   * they need for the training that follows.
   *
   * @param ahead that training, as far as it is known; {@code null} for none
   * @throws IllegalArgumentException as {@link #read(Dataset, ShardingPlan)}
   */
  public static Shards read(Dataset<?> data, ShardingPlan plan, TrainingPlan ahead) {
    InternalRows rows = InternalRows.of(plan.columns().select(data));
    if (rows.rows().getNumPartitions() == 0) {
      throw PartitionReports.noRows();
    }
    CollectionAccumulator<PartitionReport> reported = new CollectionAccumulator<>();
    rows.rows().context().register(reported);
    Deque<ShardShuffle> shuffles = new ArrayDeque<>();
    RecordEncoder encoder = new RecordEncoder(plan, hashed(plan), rows.layout(), reported, ahead);
    try {
      return read(rows, encoder, plan, reported, shuffles);
    } catch (RuntimeException | Error e) {
      shuffles.forEach(ShardShuffle::close);
      throw e;
    }
  }

  private static Shards read(
      InternalRows rows,
      RecordEncoder encoder,
      ShardingPlan plan,
      CollectionAccumulator<PartitionReport> reported,
      Deque<ShardShuffle> shuffles) {
    write(
        rows.rows().toJavaRDD().mapPartitionsWithIndex(encoder, false),
        plan,
        "Coherer: rows to records",
        shuffles);
    PartitionReports reports = PartitionReports.of(reported.value());
    reports.check(plan);
    return new Shards(plan, reported, reports, shuffles);
  }

  private static ShardAssignment hashed(ShardingPlan plan) {
    return ShardAssignment.hashed(plan.workers());
  }

  /**
   * Checks that there are rows to train on; and moves records from rank to rank, in another job, if
   * one shard is so large that an epoch has more steps than it must have, which takes partitions of
   * unlucky sizes. To be called once.
   *
   * @param batchSize the rows of a batch
   * @param validated whether there is a validation set; else what was set aside is trained on
   * @throws IllegalArgumentException if there is no row that counts
   */
  public void prepare(int batchSize, boolean validated) {
    reports.checkSets(plan, validated);
    ShardAssignment hashed = hashed(plan);
    if (!hashed.isBalanced(reports.trainingCounts(), batchSize)) {
      LOG.info("Moving records between shards, so that these differ by one row at most");
      ShardAssignment exact = ShardAssignment.exact(plan.workers(), reports.trainingCounts());
      write(
          shuffles
              .getFirst()
              .byRank()
              .map(pair -> pair)
              .mapPartitionsWithIndex(new BlockMover(plan, hashed, exact), false),
          plan,
          "Coherer: records to other shards",
          shuffles);
    }
  }

  private static void write(
      JavaRDD<Tuple2<Integer, RecordBlock>> blocks,
      ShardingPlan plan,
      String description,
      Deque<ShardShuffle> shuffles) {
    ShardShuffle shuffle = new ShardShuffle(blocks, plan.workers());
    shuffles.addFirst(shuffle);
    shuffle.write(description);
  }

  /** Returns the records by rank: partition {@code r} is the shard of rank {@code r}. */
  public JavaPairRDD<Integer, RecordBlock> byRank() {
    return shuffles.getFirst().byRank();
  }

  /** Returns what was learned of the rows. */
  public DataProfile profile() {
    return reports.profile();
  }

  /** Returns what tells the rows from others, in any order; 0 unless the plan asks for it. */
  public long digest() {
    return reports.digest();
  }

  /** Returns the rows of the training set, of all shards together. */
  public long trainingRows() {
    return reports.trainingRows();
  }

  /** Returns the rows of the validation set, of all shards together. */
  public long validationRows() {
    return reports.validationRows();
  }

  /**
   * Checks, after their use, that the records have always been the same: those that Spark lost,
   * with an executor for one, were made again from the DataFrame.
   *
   * @throws IllegalArgumentException if a partition then had other rows
   */
  public void checkUnchanged() {
    PartitionReports.of(reported.value());
  }

  /** Has Spark delete the records. */
  @Override
  public void close() {
    shuffles.forEach(ShardShuffle::close);
  }
}
