package org.coherer.benchmarks.quality;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * The process of a contender. Starts, and warms up, with the first fit; one that has failed is
 * ended, and the next fit starts another.
 */
final class ContenderProcess implements AutoCloseable {

  /** Fits: contender, table, task, classes, seed. Answers with score, seconds, CPU seconds. */
  static final String FIT = "fit";

  private final Contender contender;
  private final Supplier<ProcessGroup> start;
  private final Duration deadline;
  private final List<Table> warmUps;
  private Optional<ProcessGroup> running = Optional.empty();

  /**
   * Prepares a process.
   *
   * @param warmUps small tables, which are fitted before anything is timed
   */
  ContenderProcess(
      Contender contender, Supplier<ProcessGroup> start, Duration deadline, List<Table> warmUps) {
    this.contender = contender;
    this.start = start;
    this.deadline = deadline;
    this.warmUps = List.copyOf(warmUps);
  }

  Contender contender() {
    return contender;
  }

  /**
   * Fits one split of a table.
   *
   * @throws org.coherer.benchmarks.harness.BenchmarkException if the process fails, or takes too
   *     long
   */
  Fit fit(Table table, int seed) {
    try {
      if (running.isEmpty()) {
        running = Optional.of(start.get());
        warmUps.stream().filter(contender::knows).forEach(small -> ask(small, 1));
      }
      return ask(table, seed);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Fit ask(Table table, int seed) {
    String request =
        String.join(
            " ",
            FIT,
            contender.label(),
            table.name(),
            table.task().label(),
            "" + table.classes(),
            "" + seed);
    return Fit.parse(running.orElseThrow().askAll(deadline, request).get(0));
  }

  @Override
  public void close() {
    running.ifPresent(ProcessGroup::close);
    running = Optional.empty();
  }
}
