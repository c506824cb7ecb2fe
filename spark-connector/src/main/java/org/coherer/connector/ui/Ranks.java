package org.coherer.connector.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.coherer.connector.ui.event.FitProgressed.RankTimes;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.TrainingEvent.Straggled;
import org.coherer.training.event.TrainingHistory.Times;

/** How each rank of a run has kept up so far. */
final class Ranks {

  /** More are too much for an event. */
  private static final int MOST = 64;

  private static final RankTimes NONE = new RankTimes(0, new Times(0, 0, 0, 0, 0), 0, 0, 0);

  private final Map<Integer, RankTimes> all = new TreeMap<>();

  void add(RanksTimed timed) {
    for (int rank = 0; rank < timed.ranks().size(); rank++) {
      RankTimes before = all.getOrDefault(rank, NONE);
      Times times = timed.ranks().get(rank);
      all.put(
          rank,
          new RankTimes(
              rank,
              sum(before.times(), times),
              before.slowInData(),
              before.slowInCompute(),
              before.heldUpSeconds()));
    }
  }

  /** Returns the sum of two times. */
  static Times sum(Times a, Times b) {
    return new Times(
        a.total() + b.total(),
        a.data() + b.data(),
        a.compute() + b.compute(),
        a.exchange() + b.exchange(),
        a.waiting() + b.waiting());
  }

  void add(Straggled straggled) {
    RankTimes before = all.getOrDefault(straggled.rank(), NONE);
    boolean data = straggled.phase().equals(Straggled.DATA);
    all.put(
        straggled.rank(),
        new RankTimes(
            straggled.rank(),
            before.times(),
            before.slowInData() + (data ? 1 : 0),
            before.slowInCompute() + (data ? 0 : 1),
            before.heldUpSeconds() + straggled.waitedSeconds()));
  }

  /** Returns all ranks, or those that others, or they themselves, waited for most. */
  List<RankTimes> worst() {
    return all.values().stream()
        .sorted(
            Comparator.comparingDouble(RankTimes::heldUpSeconds)
                .thenComparingDouble(rank -> rank.times().data())
                .reversed())
        .limit(MOST)
        .sorted(Comparator.comparingInt(RankTimes::rank))
        .toList();
  }
}
