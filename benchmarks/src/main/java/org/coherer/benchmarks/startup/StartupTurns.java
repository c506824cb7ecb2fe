package org.coherer.benchmarks.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/** The turns of trainings and empty barrier jobs, as many of both. */
final class StartupTurns {

  private final List<Fitted> fits = new ArrayList<>();
  private final List<Empty> empty = new ArrayList<>();

  /** Takes a training; returns the time of its first step. */
  double add(Fitted fitted) {
    fits.add(fitted);
    return fitted.firstStep();
  }

  /** Takes an empty barrier job; returns the time of its barrier. */
  double add(Empty job) {
    empty.add(job);
    return job.met();
  }

  /** Returns the time of a first step. */
  Summary firstStep() {
    return of((fitted, job) -> fitted.firstStep());
  }

  /** Returns the time before a barrier job. */
  Summary before() {
    return of((fitted, job) -> fitted.before());
  }

  /** Adds what came out to a line. */
  ResultLine addTo(ResultLine line, String prefix) {
    return line.measured(prefix + "first_step_ms", Optional.of(firstStep()), 0)
        .measured(prefix + "empty_barrier_ms", Optional.of(of((fitted, job) -> job.met())), 0)
        .measured(
            prefix + "behind_ms",
            Optional.of(of((fitted, job) -> fitted.firstStep() - job.met())),
            0)
        .measured(prefix + "empty_start_ms", Optional.of(of((fitted, job) -> job.started())), 0)
        .measured(
            prefix + "behind_start_ms",
            Optional.of(of((fitted, job) -> fitted.firstStep() - job.started())),
            0);
  }

  private Summary of(ToDoubleBiFunction<Fitted, Empty> value) {
    return Summary.of(
        IntStream.range(0, fits.size())
            .mapToDouble(i -> value.applyAsDouble(fits.get(i), empty.get(i)))
            .toArray());
  }
}
