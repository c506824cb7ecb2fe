package org.coherer.benchmarks.recovery;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.benchmarks.barrier.Moment;
import org.coherer.benchmarks.harness.BenchmarkException;

/**
 * What a training has made of a kill. A step counts as made once all ranks have made it.
 *
 * @param nextMillis from the kill until the next step was made
 * @param repeated how many steps were made again: 0 if the next step is the one after the last
 */
record Recovered(double nextMillis, long repeated) {

  /**
   * Finds out by the steps that all processes have noted.
   *
   * @param noted all of it, the earliest first
   * @param victim the process that was killed
   * @param killedNanos when
   * @param ranks the number of ranks
   */
  static Recovered of(List<Moment> noted, long victim, long killedNanos, int ranks) {
    Set<Long> before =
        noted.stream()
            .filter(moment -> moment.nanos() < killedNanos)
            .map(Moment::process)
            .collect(Collectors.toSet());
    if (before.size() != ranks || !before.contains(victim)) {
      throw new BenchmarkException(
          "Processes %s have trained before process %d was killed (must be %d, that one among them)"
              .formatted(before, victim, ranks));
    }
    Moment resumed =
        noted.stream()
            .filter(moment -> !before.contains(moment.process()))
            .findFirst()
            .orElseThrow(
                () -> new BenchmarkException("No process has trained in place of " + victim));
    // A survivor may end the step that it is in; then it makes none until all ranks make one.
    long between = killedNanos + (resumed.nanos() - killedNanos) / 2;
    List<Moment> old = noted.stream().filter(moment -> moment.nanos() < between).toList();
    long last = before.stream().mapToLong(process -> lastOf(process, old)).min().orElseThrow();
    List<Moment> next =
        noted.stream()
            .filter(moment -> moment.nanos() >= between && moment.number() == resumed.number())
            .toList();
    if (next.size() != ranks || resumed.number() > last + 2) {
      throw new BenchmarkException(
          "Training went on after step %d with step %d, on %d ranks (must be %d, and no step missing)"
              .formatted(last, resumed.number(), next.size(), ranks));
    }
    double millis = (next.get(ranks - 1).nanos() - killedNanos) / 1e6;
    return new Recovered(millis, Math.max(0, last + 1 - resumed.number()));
  }

  private static long lastOf(long process, List<Moment> old) {
    return old.stream()
        .filter(moment -> moment.process() == process)
        .mapToLong(Moment::number)
        .max()
        .orElseThrow();
  }
}
