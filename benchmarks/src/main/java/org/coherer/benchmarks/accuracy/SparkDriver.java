package org.coherer.benchmarks.accuracy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * A Spark driver and its executors, as the parent sees them.
 *
 * @param group the driver
 */
record SparkDriver(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(8);

  /**
   * Starts one.
   *
   * @param name what messages and logs call it
   * @param folder for Parquet and Spark's files
   */
  static SparkDriver start(String name, ImageFiles images, Path folder, Path logs) {
    Path home = folder.resolve("spark-home-" + name);
    List<String> command =
        new ArrayList<>(AccuracyWorker.EXECUTORS.driver(AccuracyWorker.class, home));
    command.addAll(List.of(images.folder().toString(), folder.toString()));
    return new SparkDriver(ProcessGroup.start("accuracy-" + name, List.of(command), logs));
  }

  /** Writes the images to Parquet, for all drivers that have the same folder. */
  void write() {
    ask(AccuracyWorker.WRITE);
  }

  /** Returns whose matrix products MLlib uses. */
  String blas() {
    return ask(AccuracyWorker.BLAS);
  }

  /**
   * Trains from the start.
   *
   * @param verb which estimator: one of the requests of {@link AccuracyWorker}
   * @param network its label, or its layers
   */
  Trial train(String verb, String network, int epochs, int seed) {
    return Trial.parse(epochs, ask(String.join(" ", verb, network, "" + epochs, "" + seed)));
  }

  private String ask(String request) {
    return group.askAll(DEADLINE, request).get(0);
  }

  @Override
  public void close() {
    group.close();
  }
}
