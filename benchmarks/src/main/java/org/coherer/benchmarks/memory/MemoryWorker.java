package org.coherer.benchmarks.memory;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.ResidentMemory;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.LocalSession;
import org.coherer.ml.NeuralNetworkClassifier;

/** A process that is driver and executor in one, and trains one worker. */
final class MemoryWorker implements Worker {

  /** Trains: rows, features, epochs, the bound in bytes. Answers with the peak in bytes. */
  static final String FIT = "fit";

  private static final int CLASSES = 10;
  private static final int HIDDEN = 16;
  private static final int BATCH = 512;
  private static final int PARTITIONS = 8;

  private final SparkSession spark;

  private MemoryWorker(Path folder) {
    spark = LocalSession.open("memory", 1, folder);
  }

  /** Serves the parent; the argument is a folder for Spark's files. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new MemoryWorker(Path.of(arguments[0])));
  }

  @Override
  public String answer(Request request) throws IOException {
    if (!request.verb().equals(FIT)) {
      throw request.unknown();
    }
    int features = request.number(1);
    Dataset<Row> rows = rows(Long.parseLong(request.text(0)), features);
    new NeuralNetworkClassifier()
        .setLayers(features, HIDDEN, CLASSES)
        .setBatchSize(BATCH)
        .setMaxIter(request.number(2))
        .setNumWorkers(1)
        .setCacheMemory(Long.parseLong(request.text(3)))
        .fit(rows);
    return "" + ResidentMemory.peak();
  }

  private Dataset<Row> rows(long count, int features) {
    return spark
        .range(0, count, 1, PARTITIONS)
        .select(
            functions
                .expr(
                    "transform(sequence(1, "
                        + features
                        + "), i -> cast((id * 31 + i * 17) % 1009 / 1009 as float))")
                .as("features"),
            functions.expr("cast(id % " + CLASSES + " as int)").as("label"));
  }

  @Override
  public void close() {
    spark.stop();
  }
}
