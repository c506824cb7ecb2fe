package org.coherer.connector.trace;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Span;

/**
 * What steps have spent their time on, in nanoseconds over all of them and all ranks together.
 *
 * @param ranks how many ranks
 * @param steps how many steps of one rank
 * @param total all of it
 * @param phases what was spent on each phase
 * @param waiting what was spent in exchanges before the last rank had come to them
 * @param layers what was spent on each layer, forward and backward; empty if the engine does not
 *     know
 */
record StepTimes(
    int ranks,
    int steps,
    long total,
    Map<Phase, Long> phases,
    long waiting,
    Map<String, Long> layers) {

  /** Adds the spans of all ranks up. */
  static StepTimes of(List<RankTrace> traces) {
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    Map<String, Long> layers = new TreeMap<>();
    for (RankTrace trace : traces) {
      for (Span span : trace.spans()) {
        phases.merge(span.phase(), span.nanos(), Long::sum);
        if (span.phase() == Phase.FORWARD || span.phase() == Phase.BACKWARD) {
          layers.merge(span.name(), span.nanos(), Long::sum);
        }
      }
    }
    int steps = traces.stream().mapToInt(trace -> trace.of(Phase.STEP).size()).min().orElse(0);
    long total = phases.getOrDefault(Phase.STEP, 0L);
    return new StepTimes(traces.size(), steps, total, phases, waiting(traces), layers);
  }

  /** Who waits least in an exchange has come to it last; what others take longer, they wait. */
  private static long waiting(List<RankTrace> traces) {
    List<List<Span>> exchanges =
        traces.stream()
            .map(
                trace ->
                    trace.of(Phase.EXCHANGE).stream()
                        .sorted(Comparator.comparingLong(Span::start))
                        .toList())
            .toList();
    int common = exchanges.stream().mapToInt(List::size).min().orElse(0);
    long waiting = 0;
    for (int i = 0; i < common; i++) {
      int exchange = i;
      long least = exchanges.stream().mapToLong(own -> own.get(exchange).nanos()).min().orElse(0);
      for (List<Span> own : exchanges) {
        waiting += own.get(exchange).nanos() - least;
      }
    }
    return waiting;
  }

  /** Returns what was spent on a phase. */
  long of(Phase phase) {
    return phases.getOrDefault(phase, 0L);
  }

  /** Returns what was spent in exchanges on sending and summing, once all ranks were there. */
  long exchanging() {
    return of(Phase.EXCHANGE) - waiting;
  }

  /** Returns what was spent on none of the phases. */
  long rest() {
    return total
        - of(Phase.DATA)
        - of(Phase.PASS)
        - of(Phase.EXCHANGE)
        - of(Phase.CLIP)
        - of(Phase.UPDATE);
  }

  /** Returns the share of all of it. */
  double share(long nanos) {
    return total == 0 ? 0 : (double) nanos / total;
  }

  /** Returns the mean per step and rank, in milliseconds. */
  double millis(long nanos) {
    return steps == 0 ? 0 : nanos / 1e6 / steps / ranks;
  }
}
