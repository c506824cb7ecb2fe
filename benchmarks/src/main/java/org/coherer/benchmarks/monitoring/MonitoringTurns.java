package org.coherer.benchmarks.monitoring;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.coherer.benchmarks.harness.Summary;

/** The fits of a workload, one of each visibility in every round. */
final class MonitoringTurns {

  private static final double PERCENT = 100;

  private final Map<Visibility, List<Fitted>> fits = new EnumMap<>(Visibility.class);

  /** Takes a fit; returns its seconds. */
  double add(Visibility visibility, Fitted fitted) {
    fits.computeIfAbsent(visibility, each -> new ArrayList<>()).add(fitted);
    return fitted.seconds();
  }

  /** Returns the seconds of fits. */
  Summary seconds(Visibility visibility) {
    return Summary.of(fits.get(visibility).stream().mapToDouble(Fitted::seconds).toArray());
  }

  /** Returns how much longer fits take that are seen than those of the same round, in percent. */
  Summary slower() {
    return more(Fitted::seconds);
  }

  /** Returns how much more they compute, in percent. */
  Summary moreCpu() {
    return more(Fitted::cpuSeconds);
  }

  private Summary more(ToDoubleFunction<Fitted> value) {
    List<Fitted> off = fits.get(Visibility.OFF);
    List<Fitted> on = fits.get(Visibility.ON);
    return Summary.of(
        IntStream.range(0, off.size())
            .mapToDouble(
                i ->
                    PERCENT
                        * (value.applyAsDouble(on.get(i)) / value.applyAsDouble(off.get(i)) - 1))
            .toArray());
  }
}
