package org.coherer.benchmarks.quality;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.spark.LocalSession;

/** Fits estimators on splits in files, in a Spark session with two slots. */
final class QualitySession implements AutoCloseable {

  private static final int SLOTS = 2;

  private final SparkSession spark;
  private final SplitFiles files;

  /** Opens a session; the splits are in a folder. */
  QualitySession(Path folder) {
    spark = LocalSession.open("quality", SLOTS, folder.resolve("local"));
    files = new SplitFiles(spark, folder);
  }

  /**
   * Fits one split of a table. Its rows are in memory before the clock starts, and the clock stops
   * before the model predicts the test rows.
   */
  Fit fit(Contender contender, String table, Task task, int classes, int seed) {
    Dataset<Row> train = rows(contender, table, "train", seed).repartition(SLOTS).cache();
    try {
      train.count();
      Estimator<?> estimator = estimator(contender, train, classes, seed);
      long cpu = cpuNanos();
      long start = System.nanoTime();
      Transformer model = estimator.fit(train);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (cpuNanos() - cpu) / 1e9;
      Dataset<Row> predicted = model.transform(rows(contender, table, "test", seed));
      double score = task == Task.REGRESSION ? r2(predicted) : accuracy(predicted);
      return new Fit(score, seconds, cpuSeconds);
    } finally {
      train.unpersist();
    }
  }

  private Dataset<Row> rows(Contender contender, String table, String part, int seed) {
    return contender == Contender.OURS_COLUMNS
        ? files.raw(table, part, seed)
        : files.vectors(table, part, seed);
  }

  private static Estimator<?> estimator(
      Contender contender, Dataset<Row> train, int classes, int seed) {
    if (contender == Contender.OURS_COLUMNS) {
      return Estimators.ofColumns(SplitFiles.features(train), classes);
    }
    int features = train.head().<Vector>getAs(SplitFiles.FEATURES).size();
    return new Estimators(features, classes, seed).of(contender);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double accuracy(Dataset<Row> predicted) {
    return first(
        predicted.select(avg(col(SplitFiles.LABEL).equalTo(col("prediction")).cast("double"))));
  }

  private static double r2(Dataset<Row> predicted) {
    double mean = first(predicted.select(avg(SplitFiles.LABEL)));
    double residual =
        first(predicted.select(sum(pow(col(SplitFiles.LABEL).minus(col("prediction")), 2))));
    double total = first(predicted.select(sum(pow(col(SplitFiles.LABEL).minus(lit(mean)), 2))));
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
