package org.coherer.benchmarks.startup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.barrier.Answers;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * A Spark driver and its executors, as the parent sees them.
 *
 * @param group the driver
 */
record StartupDriver(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  /**
   * Starts one.
   *
   * @param kind {@link StartupWorker#PLAIN} or {@link StartupWorker#PLUGIN}
   */
  static StartupDriver start(String kind, Path folder, Path logs) {
    List<String> command =
        new ArrayList<>(
            StartupWorker.EXECUTORS.driver(StartupWorker.class, folder.resolve("spark-home")));
    command.addAll(List.of(folder.toString(), kind));
    return new StartupDriver(ProcessGroup.start("startup-spark", List.of(command), logs));
  }

  /** Writes the rows, for all drivers that have the same folder, and shuffles them. */
  void write() {
    ask(StartupWorker.WRITE);
  }

  /** Reads the rows, which are there, and shuffles them. */
  void read() {
    ask(StartupWorker.READ);
  }

  /** Trains. */
  Fitted fit() {
    double[] numbers = Answers.numbers(ask(StartupWorker.FIT));
    return new Fitted(numbers[0], numbers[1]);
  }

  /** Runs an empty barrier job. */
  Empty empty() {
    double[] numbers = Answers.numbers(ask(StartupWorker.EMPTY));
    return new Empty(numbers[0], numbers[1]);
  }

  private String ask(String request) {
    return group.askAll(DEADLINE, request).get(0);
  }

  @Override
  public void close() {
    group.close();
  }
}
