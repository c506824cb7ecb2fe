package org.coherer.examples.clicks;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.ml.NeuralNetworkClassificationModel;
import org.coherer.ml.NeuralNetworkClassifier;

/**
 * Trains a wide and deep network on a log of clicks whose best area under the ROC curve is known,
 * saves it with its embedding tables, loads it and scores rows that it has not seen. Runs on any
 * cluster, by {@code spark-submit}.
 *
 * <p>The last line on standard output begins with {@code clicks} and holds the results as {@code
 * key=value}.
 */
public final class ClickExample {

  private static final long SEED = 1;

  private final ClickOptions options;
  private final ClickLog log = ClickLog.usual(SEED);

  ClickExample(ClickOptions options) {
    this.options = options;
  }

  /** Runs it; what is wrong with the options or the input ends it with exit status 2. */
  public static void main(String[] arguments) throws IOException {
    try {
      ClickOptions options = ClickOptions.parse(arguments);
      if (options.help()) {
        System.out.println(ClickOptions.USAGE);
        return;
      }
      try (SparkSession spark = SparkSession.builder().appName("Coherer clicks").getOrCreate()) {
        System.out.println(new ClickExample(options).run(spark).line());
      }
    } catch (IllegalArgumentException e) {
      System.err.println("clicks: " + e.getMessage());
      System.exit(2);
    }
  }

  /** Trains, saves, loads and scores. */
  ClickReport run(SparkSession spark) throws IOException {
    String path =
        options.output().isPresent()
            ? options.output().get()
            : Files.createTempDirectory("coherer-clicks-").resolve("model").toString();
    long rows = options.rows();
    long start = System.nanoTime();
    NeuralNetworkClassificationModel model = classifier().fit(log.rows(spark, 0, rows));
    double seconds = (System.nanoTime() - start) * 1e-9;
    model.write().overwrite().save(path);

    Dataset<Row> test = log.rows(spark, rows, rows + options.testRows());
    Dataset<Row> scored = NeuralNetworkClassificationModel.load(path).transform(test);
    return new ClickReport(
        rows,
        options.epochs(),
        RankingArea.of(scored, functions.vector_to_array(col("probability"), "float64").getItem(1)),
        RankingArea.of(test, col(ClickLog.TRUTH)),
        seconds,
        model.summary().rowsPerSecond(),
        path);
  }

  private NeuralNetworkClassifier classifier() {
    NeuralNetworkClassifier classifier =
        WideAndDeep.of(log)
            .classifier()
            .setMaxIter(options.epochs())
            .setBatchSize(options.batch())
            .setSeed(SEED)
            .setNumWorkers(options.workers())
            .setNumServers(options.servers())
            .setConsistency(options.consistency());
    options.embeddings().ifPresent(classifier::setEmbeddingDir);
    return classifier;
  }
}
