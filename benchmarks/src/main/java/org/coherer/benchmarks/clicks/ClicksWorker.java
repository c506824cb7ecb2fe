package org.coherer.benchmarks.clicks;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.LocalSession;
import org.coherer.examples.clicks.ClickLog;
import org.coherer.examples.clicks.RankingArea;
import org.coherer.ml.NeuralNetworkClassificationModel;

/** A Spark session that draws the rows and trains our estimator on them, all in one process. */
final class ClicksWorker implements Worker {

  /** Writes rows for both contenders: training rows, test rows. Answers with the optimal area. */
  static final String WRITE = "write";

  /** Trains from the start: epochs, seed, consistency. Answers with a {@link ClickTrial}. */
  static final String TRAIN = "train";

  private static final String TRAINED = "train";
  private static final String TESTED = "test";
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path folder;
  private final SparkSession spark;

  private ClicksWorker(Path folder) {
    this.folder = folder;
    spark = LocalSession.open("clicks", ClicksPlan.THREADS, folder.resolve("local"));
  }

  /** Serves the parent; the argument is the folder for all files. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new ClicksWorker(Path.of(arguments[0])));
  }

  @Override
  public String answer(Request request) throws IOException {
    return switch (request.verb()) {
      case WRITE -> Double.toString(write(request.number(0), request.number(1)));
      case TRAIN -> train(request).answer();
      default -> throw request.unknown();
    };
  }

  private double write(int rows, int testRows) throws IOException {
    write(TRAINED, 0, rows);
    write(TESTED, rows, (long) rows + testRows);
    return RankingArea.of(rows(TESTED), col(ClickLog.TRUTH));
  }

  private void write(String split, long start, long end) throws IOException {
    new ClickFiles(folder).write(split, ClicksPlan.LOG, start, end);
    ClicksPlan.LOG.rows(spark, start, end).write().mode("overwrite").parquet(parquet(split));
  }

  private Dataset<Row> rows(String split) {
    return spark.read().parquet(parquet(split));
  }

  private String parquet(String split) {
    return folder.resolve(split + ".parquet").toString();
  }

  private ClickTrial train(Request request) {
    Dataset<Row> train = rows(TRAINED);
    long start = System.nanoTime();
    NeuralNetworkClassificationModel model =
        ClicksPlan.NETWORK
            .classifier()
            .setBatchSize(ClicksPlan.BATCH)
            .setMaxIter(request.number(0))
            .setSeed(request.number(1))
            .setConsistency(request.text(2))
            .setNumWorkers(1)
            .fit(train);
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    Dataset<Row> scored = model.transform(rows(TESTED));
    return new ClickTrial(
        model.summary().times().total(),
        seconds,
        RankingArea.of(
            scored, functions.vector_to_array(col("probability"), "float64").getItem(1)));
  }

  @Override
  public void close() {
    spark.stop();
  }
}
