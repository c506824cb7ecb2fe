package org.coherer.benchmarks.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.barrier.Answers;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.spark.ExecutorProcesses;

/**
 * A Spark driver and its executors, as the parent sees them.
 *
 * @param group the driver
 */
record RecoveryDriver(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final int MEGABYTES = 1024;

  /** Returns so many executors. */
  static ExecutorProcesses executors(int count) {
    return new ExecutorProcesses(count, MEGABYTES);
  }

  /** Starts one, and has it train once. */
  static RecoveryDriver start(int executors, Path folder, Path logs) {
    List<String> command =
        new ArrayList<>(
            executors(executors).driver(RecoveryWorker.class, folder.resolve("spark-home")));
    command.addAll(List.of(folder.toString(), "" + executors));
    String name = "recovery-spark-" + executors;
    ProcessGroup group = ProcessGroup.start(name, List.of(command), logs);
    group.ready(
        each -> {
          each.askAll(DEADLINE, RecoveryWorker.WRITE);
          each.askAll(DEADLINE, RecoveryWorker.FIT + " 1");
        });
    return new RecoveryDriver(group);
  }

  /** Kills the executor of a rank once a step was made. */
  Recovered killFit(int epochs, int rank, int step) {
    double[] numbers =
        ask(String.join(" ", RecoveryWorker.KILL_FIT, "" + epochs, "" + rank, "" + step));
    return new Recovered(numbers[0], (long) numbers[1]);
  }

  /**
   * Trains; returns the milliseconds of a step.
   *
   * @param kept whether a worker that fails is to keep what it has in memory
   */
  double stepMillis(int epochs, boolean kept) {
    return ask(String.join(" ", RecoveryWorker.STEPS, "" + epochs, kept ? "1" : "0"))[0];
  }

  /** Returns the milliseconds from the kill of a task's executor until the retry has started. */
  double killEmpty(int task) {
    return ask(RecoveryWorker.KILL_EMPTY + " " + task)[0];
  }

  private double[] ask(String request) {
    return Answers.numbers(group.askAll(DEADLINE, request).get(0));
  }

  @Override
  public void close() {
    group.close();
  }
}
