package org.coherer.connector.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.coherer.connector.ui.event.FitProgressed.RankTimes;
import org.coherer.training.event.TrainingEvent.DataWaited;
import org.coherer.training.event.TrainingEvent.Straggled;

/** How each rank of a run has kept up so far. */
final class Ranks {

  /** More are too much for an event. */
  private static final int MOST = 64;

  private static final RankTimes NONE = new RankTimes(0, 0, 0, 0, 0, 0);

  private final Map<Integer, RankTimes> all = new TreeMap<>();

  void add(DataWaited waited) {
    RankTimes before = all.getOrDefault(waited.rank(), NONE);
    all.put(
        waited.rank(),
        new RankTimes(
            waited.rank(),
            before.dataSeconds() + waited.seconds(),
            before.epochSeconds() + waited.epochSeconds(),
            before.slowInData(),
            before.slowInCompute(),
            before.heldUpSeconds()));
  }

  void add(Straggled straggled) {
    RankTimes before = all.getOrDefault(straggled.rank(), NONE);
    boolean data = straggled.phase().equals(Straggled.DATA);
    all.put(
        straggled.rank(),
        new RankTimes(
            straggled.rank(),
            before.dataSeconds(),
            before.epochSeconds(),
            before.slowInData() + (data ? 1 : 0),
            before.slowInCompute() + (data ? 0 : 1),
            before.heldUpSeconds() + straggled.waitedSeconds()));
  }

  /** Returns all ranks, or those that others, or they themselves, waited for most. */
  List<RankTimes> worst() {
    return all.values().stream()
        .sorted(
            Comparator.comparingDouble(RankTimes::heldUpSeconds)
                .thenComparingDouble(RankTimes::dataSeconds)
                .reversed())
        .limit(MOST)
        .sorted(Comparator.comparingInt(RankTimes::rank))
        .toList();
  }
}
