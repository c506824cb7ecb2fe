package org.coherer.benchmarks.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.spark.LocalSession;
import org.coherer.connector.shard.ShardBalance;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.Shards;
import org.coherer.training.data.ClassNumbers;

/** A Spark session with two slots, and rows in Parquet that it reads. */
final class IngestSession implements AutoCloseable {

  static final int BATCH = 128;

  private static final int WORKERS = 2;
  private static final int PARTITIONS = 4;

  /** The way of one object per row is so slow that it gets a part of the rows. */
  private static final int SAMPLE = 20;

  private final SparkSession spark;
  private final Path folder;
  private Representation representation = Representation.VECTOR;
  private int features;
  private String file = "";
  private String sample = "";

  IngestSession(Path folder) {
    this.folder = folder;
    this.spark = LocalSession.open("ingest", WORKERS, folder.resolve("local"));
  }

  /** Writes rows, which all that follows reads; returns their number. */
  long prepare(Representation newRepresentation, int newFeatures, long rows) {
    representation = newRepresentation;
    features = newFeatures;
    file = write(rows);
    sample = write(rows / SAMPLE);
    return rows;
  }

  private String write(long rows) {
    String name = folder.resolve(representation.label() + "-" + features + "-" + rows).toString();
    if (!Files.exists(Path.of(name, "_SUCCESS"))) {
      representation
          .generate(spark, rows, features, PARTITIONS)
          .write()
          .mode("overwrite")
          .parquet(name);
    }
    return name;
  }

  private Dataset<Row> rows() {
    return spark.read().parquet(file);
  }

  /** Returns the seconds of Spark's own scan, whose rows nobody looks at. */
  double noop() {
    long start = System.nanoTime();
    rows().write().format("noop").mode("overwrite").save();
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Reads all rows into shuffled batches, and these again.
   *
   * @param learns whether features are standardized and labels indexed, by what the rows tell
   */
  IngestTimes ingest(boolean learns) {
    Dataset<Row> data = rows();
    Ingestion ingestion = new Ingestion(representation.bind(data.schema(), features), features);
    long start = System.nanoTime();
    ShardingPlan plan =
        learns
            ? ingestion.learning(data.schema(), new ShardBalance(WORKERS, BATCH, false))
            : ingestion.plain(new ShardBalance(WORKERS, BATCH, false));
    try (Shards shards = Shards.of(data, plan)) {
      ShardReader reader =
          learns
              ? new ShardReader(
                  ingestion.learned(shards.profile()),
                  Ingestion.classes(shards.profile()),
                  BATCH,
                  folder.toString())
              : new ShardReader(plan.layout(), ClassNumbers.NONE, BATCH, folder.toString());
      List<ShardTimes> times = shards.byRank().values().mapPartitions(reader).collect();
      long firstEpochEnd = times.stream().mapToLong(ShardTimes::firstEpochEnd).max().orElseThrow();
      return new IngestTimes(
          (firstEpochEnd - start) / 1e9,
          largest(times, Comparator.comparingDouble(ShardTimes::laterEpochSeconds))
              .laterEpochSeconds(),
          largest(times, Comparator.comparingDouble(ShardTimes::copySeconds)).copySeconds());
    }
  }

  private static ShardTimes largest(List<ShardTimes> times, Comparator<ShardTimes> by) {
    return times.stream().max(by).orElseThrow();
  }

  /**
   * Returns the seconds of the way of DL4J's own Spark module, rows to data sets to batches: those
   * of a twentieth of the rows, times twenty.
   */
  double rdd() {
    long start = System.nanoTime();
    List<String> columns =
        representation == Representation.COLUMNS
            ? Representation.columnNames(features)
            : List.of("features");
    long batches =
        spark
            .read()
            .parquet(sample)
            .javaRDD()
            .mapPartitions(new DataSetWay(columns, features, BATCH))
            .count();
    if (batches == 0) {
      throw new IllegalStateException("No batch was made");
    }
    return (System.nanoTime() - start) / 1e9 * SAMPLE;
  }

  @Override
  public void close() {
    spark.stop();
  }
}
