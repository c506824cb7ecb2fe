package org.coherer.benchmarks.monitoring;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.LocalSession;
import org.coherer.ml.NeuralNetworkClassifier;

/**
 * A process that is driver and executor in one. Each fit has a session of its own, since plugins,
 * the UI and sinks are those of a session; the process is the same, so that all fits run the same
 * compiled code.
 */
final class MonitoringWorker implements Worker {

  /**
   * Trains: the workload, the visibility, the epochs. Answers with what the fit took, see {@link
   * Fitted}.
   */
  static final String FIT = "fit";

  private static final double NANOS = 1e-9;
  private static final int FIRST_EPOCHS = 2;
  private static final int SLOTS = 1;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Path folder;
  private int sessions;

  private MonitoringWorker(Path folder) {
    this.folder = folder;
  }

  /** Serves the parent; the argument is a folder for files. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new MonitoringWorker(Path.of(arguments[0])));
  }

  @Override
  public String answer(Request request) throws IOException {
    if (!request.verb().equals(FIT)) {
      throw request.unknown();
    }
    Workload workload = Workload.of(request.text(0));
    Visibility visibility = Visibility.of(request.text(1));
    Path files = Files.createDirectories(folder.resolve("session-" + sessions++));
    for (String each :
        List.of(Visibility.EVENTS, Visibility.METRICS, Visibility.TENSOR_BOARD, "spark")) {
      Files.createDirectories(files.resolve(each));
    }
    SparkSession spark =
        LocalSession.open("monitoring", SLOTS, files.resolve("spark"), visibility.settings(files));
    Fitted fitted;
    try {
      Dataset<Row> rows = rows(spark, workload);
      classifier(workload, visibility, files).setMaxIter(FIRST_EPOCHS).fit(rows);
      CountingListener.counted();
      fitted = timed(classifier(workload, visibility, files).setMaxIter(request.number(2)), rows);
    } finally {
      spark.stop();
    }
    check(visibility, files, request.number(2));
    return fitted.encode();
  }

  private Fitted timed(NeuralNetworkClassifier classifier, Dataset<Row> rows) {
    System.gc(); // What another session has left is not this fit's.
    long cpu = system.getProcessCpuTime();
    long began = System.nanoTime();
    classifier.fit(rows);
    return new Fitted(
        (System.nanoTime() - began) * NANOS, (system.getProcessCpuTime() - cpu) * NANOS);
  }

  private static NeuralNetworkClassifier classifier(
      Workload workload, Visibility visibility, Path files) {
    return visibility.on(
        new NeuralNetworkClassifier()
            .setLayers(workload.layers())
            .setBatchSize(Workload.BATCH)
            .setNumWorkers(1),
        files);
  }

  private static Dataset<Row> rows(SparkSession spark, Workload workload) {
    int[] layers = workload.layers();
    return spark
        .range(0, workload.rows(), 1, 2)
        .select(
            functions
                .expr(
                    "transform(sequence(1, "
                        + layers[0]
                        + "), i -> cast((id * 31 + i * 17) % 1009 / 1009 as float))")
                .as("features"),
            functions.expr("cast(id % " + layers[layers.length - 1] + " as int)").as("label"));
  }

  /** Nobody is to be faster because nothing was written. */
  private static void check(Visibility visibility, Path files, int epochs) throws IOException {
    boolean on = visibility == Visibility.ON;
    int told = CountingListener.counted();
    if (told != (on ? epochs : 0)) {
      throw new IllegalStateException(
          "The listener was told of " + told + " epochs (must be " + (on ? epochs : 0) + ")");
    }
    for (String each : List.of(Visibility.EVENTS, Visibility.METRICS, Visibility.TENSOR_BOARD)) {
      if (isWritten(files.resolve(each)) != on) {
        throw new IllegalStateException(
            "There are " + (on ? "no files" : "files") + " in " + each + " of " + visibility);
      }
    }
  }

  private static boolean isWritten(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.anyMatch(Files::isRegularFile);
    }
  }

  @Override
  public void close() {}
}
