package org.coherer.benchmarks.recovery;

import java.util.List;
import java.util.Optional;
import org.coherer.benchmarks.barrier.BarrierSession;
import org.coherer.benchmarks.barrier.Torchrun;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured with so many executors. All lists have an element for each round.
 *
 * @param executors how many there are; more than ranks if one is to spare
 * @param ours the trainings
 * @param emptyMillis of empty barrier jobs, until all tasks of the retry have started
 * @param torchrun PyTorch's trainings; empty where there is no PyTorch
 */
record RecoveryLine(
    int executors,
    List<Recovered> ours,
    List<Double> emptyMillis,
    List<Torchrun.Restart> torchrun) {

  /** Copies the lists. */
  RecoveryLine {
    ours = List.copyOf(ours);
    emptyMillis = List.copyOf(emptyMillis);
    torchrun = List.copyOf(torchrun);
  }

  /** Returns the line. */
  ResultLine line(String benchmark, String peer) {
    int rounds = ours.size();
    double[] next = ours.stream().mapToDouble(Recovered::nextMillis).toArray();
    double[] empty = emptyMillis.stream().mapToDouble(millis -> millis).toArray();
    double[] behind = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      behind[i] = next[i] - empty[i];
    }
    Optional<Summary> again =
        summary(torchrun.stream().mapToDouble(Torchrun.Restart::againMillis).toArray());
    return new ResultLine(benchmark)
        .with("spare", executors > BarrierSession.WORKERS ? "yes" : "no")
        .measured("next_step_ms", summary(next), 0)
        .measured("empty_retry_ms", summary(empty), 0)
        .measured("behind_ms", summary(behind), 0)
        .with("repeated_steps", ours.stream().mapToLong(Recovered::repeated).max().orElseThrow())
        .measured("torchrun_ms", again, 0)
        .ratio("torchrun", Summary.of(next).timeRatio(again))
        .measured(
            "torchrun_caught_up_ms",
            summary(torchrun.stream().mapToDouble(Torchrun.Restart::caughtUpMillis).toArray()),
            0)
        .measured(
            "torchrun_repeated_steps",
            summary(torchrun.stream().mapToDouble(Torchrun.Restart::repeated).toArray()),
            0)
        .with("executors", executors)
        .with("processes", BarrierSession.WORKERS)
        .with("batch", BarrierSession.BATCH)
        .with("peer", peer)
        .with("rounds", rounds);
  }

  private static Optional<Summary> summary(double... values) {
    return values.length == 0 ? Optional.empty() : Optional.of(Summary.of(values));
  }
}
