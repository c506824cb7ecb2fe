package org.coherer.connector.shard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;
import org.coherer.connector.spark.InternalRows;
import org.coherer.connector.spark.MapStage;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.trainer.RankPartitioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A DataFrame, checked row by row and cut into one shard per worker. It is computed once: the
 * records lie in Spark's shuffle files until {@link #close}.
 */
public final class Shards implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);
  private static final String DESCRIPTION = "spark.job.description";

  private final JavaPairRDD<Integer, RecordBlock> byRank;
  private final long trainingRows;
  private final long validationRows;

  private Shards(JavaPairRDD<Integer, RecordBlock> byRank, List<PartitionReport> reports) {
    this.byRank = byRank;
    this.trainingRows = reports.stream().mapToLong(PartitionReport::trainingRows).sum();
    this.validationRows = reports.stream().mapToLong(PartitionReport::validationRows).sum();
  }

  /**
   * Reads and checks all rows, in one Spark job; in a second one, if that made one shard so large
   * that an epoch has more steps than it must have, which takes partitions of unlucky sizes.
   *
   * @throws IllegalArgumentException if there is no row, or one that cannot be used, or if none
   *     counts because of the weights. The message names the column, the value, the constraint and
   *     the row
   */
  public static Shards of(Dataset<?> data, ShardingPlan plan) {
    InternalRows rows = InternalRows.of(plan.columns().select(data));
    if (rows.rows().getNumPartitions() == 0) {
      throw noRows();
    }
    ShardAssignment assignment = ShardAssignment.hashed(plan.workers());
    Encoding first = new Encoding(rows, plan, assignment);
    List<PartitionReport> reports = first.run();
    try {
      check(reports);
      checkWeights(reports, plan);
    } catch (IllegalArgumentException e) {
      first.byRank.rdd().cleanShuffleDependencies(false);
      throw e;
    }
    List<long[]> counts = reports.stream().map(report -> report.training().rows()).toList();
    if (assignment.isBalanced(counts, plan.balance().batchSize())) {
      return new Shards(first.byRank, reports);
    }
    // The first pass is left to Spark's cleaner: deleted now, shuffles of the input would go with
    // it.
    LOG.info("Reading all rows again, for shards that differ by one row at most");
    Encoding second = new Encoding(rows, plan, ShardAssignment.exact(plan.workers(), counts));
    return new Shards(second.byRank, second.run());
  }

  private static void check(List<PartitionReport> reports) {
    reports.stream()
        .filter(report -> report.invalid().fails())
        .min(Comparator.comparingInt(PartitionReport::partition))
        .ifPresent(
            report -> {
              throw new IllegalArgumentException(report.invalid().first());
            });
    long training = reports.stream().mapToLong(PartitionReport::trainingRows).sum();
    long skipped = reports.stream().mapToLong(report -> report.invalid().skipped()).sum();
    long zeroed = reports.stream().mapToLong(report -> report.invalid().zeroed()).sum();
    String firstInvalid =
        reports.stream()
            .map(report -> report.invalid().first())
            .filter(text -> text != null)
            .findFirst()
            .orElse("");
    if (training == 0) {
      long validation = reports.stream().mapToLong(PartitionReport::validationRows).sum();
      throw validation + skipped == 0 ? noRows() : noneToTrainOn(validation, skipped, firstInvalid);
    }
    if (skipped > 0) {
      LOG.warn("Skipped {} rows (handleInvalid=skip). The first: {}", skipped, firstInvalid);
    }
    if (zeroed > 0) {
      LOG.warn("Replaced {} missing values by 0 (handleInvalid=keep)", zeroed);
    }
  }

  /** Rows without weight have no part in a loss. */
  private static void checkWeights(List<PartitionReport> reports, ShardingPlan plan) {
    if (reports.stream().noneMatch(report -> report.training().weighted())) {
      throw weightless("training set", plan);
    }
    long validation = reports.stream().mapToLong(PartitionReport::validationRows).sum();
    if (validation > 0 && reports.stream().noneMatch(report -> report.validation().weighted())) {
      throw weightless("validation set", plan);
    }
  }

  private static IllegalArgumentException weightless(String set, ShardingPlan plan) {
    List<String> sources = new ArrayList<>();
    if (plan.columns().weight() != null) {
      sources.add("column '" + plan.columns().weight() + "'");
    }
    if (!plan.classWeights().isEmpty()) {
      sources.add("the weight of its class");
    }
    return new IllegalArgumentException(
        "All rows of the "
            + set
            + " have the weight 0 (one of them must have more, in "
            + String.join(" and in ", sources)
            + ")");
  }

  private static IllegalArgumentException noRows() {
    return new IllegalArgumentException("Cannot train on an empty DataFrame (it has no rows)");
  }

  private static IllegalArgumentException noneToTrainOn(
      long validation, long skipped, String firstInvalid) {
    return new IllegalArgumentException(
        "No row is left to train on: "
            + validation
            + " are in the validation set, "
            + skipped
            + " were skipped"
            + (skipped > 0 ? " (the first: " + firstInvalid + ")" : ""));
  }

  /** One pass over the rows. */
  private static final class Encoding {

    private final JavaSparkContext spark;
    private final CollectionAccumulator<PartitionReport> reports;
    private final JavaPairRDD<Integer, RecordBlock> byRank;

    Encoding(InternalRows rows, ShardingPlan plan, ShardAssignment assignment) {
      RDD<InternalRow> rdd = rows.rows();
      this.spark = JavaSparkContext.fromSparkContext(rdd.context());
      this.reports = new CollectionAccumulator<>();
      spark.sc().register(reports);
      RecordEncoder encoder = new RecordEncoder(plan, assignment, rows.layout(), reports);
      this.byRank =
          shuffled(rdd.toJavaRDD().mapPartitionsWithIndex(encoder, false), plan.workers());
    }

    private static JavaPairRDD<Integer, RecordBlock> shuffled(
        JavaRDD<Tuple2<Integer, RecordBlock>> blocks, int workers) {
      ClassTag<Integer> ranks = ClassTag$.MODULE$.apply(Integer.class);
      ClassTag<RecordBlock> values = ClassTag$.MODULE$.apply(RecordBlock.class);
      return JavaPairRDD.fromRDD(
          new ShuffledRDD<Integer, RecordBlock, RecordBlock>(
                  blocks.rdd(), new RankPartitioner(workers), ranks, values, values)
              .setSerializer(new BlockSerializer()),
          ranks,
          values);
    }

    /** Returns the reports of all partitions, in their order. */
    List<PartitionReport> run() {
      String description = spark.getLocalProperty(DESCRIPTION);
      spark.setLocalProperty(DESCRIPTION, "Coherer: rows to records");
      try {
        MapStage.run(byRank);
      } catch (RuntimeException e) {
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while rows were read", e);
      } catch (Exception e) {
        throw new IllegalStateException("Cannot read the rows: " + e.getMessage(), e);
      } finally {
        spark.setLocalProperty(DESCRIPTION, description);
      }
      // A task that ran twice has reported twice, the same.
      TreeMap<Integer, PartitionReport> byPartition = new TreeMap<>();
      reports.value().forEach(report -> byPartition.put(report.partition(), report));
      return new ArrayList<>(byPartition.values());
    }
  }

  /** Returns the records by rank: partition {@code r} is the shard of rank {@code r}. */
  public JavaPairRDD<Integer, RecordBlock> byRank() {
    return byRank;
  }

  /** Returns the rows of the training set, of all shards together. */
  public long trainingRows() {
    return trainingRows;
  }

  /** Returns the rows of the validation set, of all shards together. */
  public long validationRows() {
    return validationRows;
  }

  /** Has Spark delete the records. */
  @Override
  public void close() {
    byRank.rdd().cleanShuffleDependencies(false);
  }
}
