package org.coherer.benchmarks.quality;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.spark.LocalSession;

/** Fits estimators on splits in files, in a Spark session with two slots. */
final class QualitySession implements AutoCloseable {

  private static final int SLOTS = 2;
  private static final String FEATURES = "features";
  private static final String LABEL = "label";

  private final SparkSession spark;
  private final Path folder;

  /** Opens a session; the splits are in a folder. */
  QualitySession(Path folder) {
    this.folder = folder;
    spark = LocalSession.open("quality", SLOTS, folder.resolve("local"));
  }

  /**
   * Fits one split of a table. Its rows are in memory before the clock starts, and the clock stops
   * before the model predicts the test rows.
   */
  Fit fit(Contender contender, String table, Task task, int classes, int seed) {
    Dataset<Row> train = vectors(table, "train", seed).repartition(SLOTS).cache();
    try {
      int features = train.head().<Vector>getAs(FEATURES).size();
      train.count();
      Estimator<?> estimator = new Estimators(features, classes, seed).of(contender);
      long cpu = cpuNanos();
      long start = System.nanoTime();
      Transformer model = estimator.fit(train);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (cpuNanos() - cpu) / 1e9;
      Dataset<Row> predicted = model.transform(vectors(table, "test", seed));
      double score = task == Task.REGRESSION ? r2(predicted) : accuracy(predicted);
      return new Fit(score, seconds, cpuSeconds);
    } finally {
      train.unpersist();
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Returns a part of a split: the columns {@code features} and {@code label}. */
  private Dataset<Row> vectors(String table, String part, int seed) {
    String file = folder.resolve(table).resolve(part + "-" + seed).toString();
    Dataset<Row> rows =
        Files.exists(Path.of(file + ".parquet"))
            ? spark.read().parquet(file + ".parquet")
            : spark.read().option("header", true).option("inferSchema", true).csv(file + ".csv");
    String[] columns =
        Arrays.stream(rows.columns()).filter(name -> !name.equals(LABEL)).toArray(String[]::new);
    return new VectorAssembler()
        .setInputCols(columns)
        .setOutputCol(FEATURES)
        .transform(rows)
        .select(col(FEATURES), col(LABEL).cast("double").as(LABEL));
  }

  private static double accuracy(Dataset<Row> predicted) {
    return first(predicted.select(avg(col(LABEL).equalTo(col("prediction")).cast("double"))));
  }

  private static double r2(Dataset<Row> predicted) {
    double mean = first(predicted.select(avg(LABEL)));
    double residual = first(predicted.select(sum(pow(col(LABEL).minus(col("prediction")), 2))));
    double total = first(predicted.select(sum(pow(col(LABEL).minus(lit(mean)), 2))));
    return 1 - residual / total;
  }

  private static double first(Dataset<Row> row) {
    return row.head().getDouble(0);
  }

  @Override
  public void close() {
    spark.stop();
  }
}
