package org.coherer.connector.trace;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Span;

/**
 * Brings the traces of several hosts to one clock, that of the first. Hosts' clocks differ by more
 * than a step takes, but an exchange ends on all ranks at about the same time.
 */
final class CommonClock {

  private CommonClock() {}

  /** Returns the traces by the clock of the first one; as they are where there is no exchange. */
  static List<RankTrace> of(List<RankTrace> ranks) {
    if (ranks.isEmpty()) {
      return ranks;
    }
    long[] first = ends(ranks.get(0));
    return ranks.stream().map(rank -> rank.later(behind(first, ends(rank)))).toList();
  }

  /** Returns the ends of a rank's exchanges, the same number of them on all ranks. */
  private static long[] ends(RankTrace rank) {
    return rank.of(Phase.EXCHANGE).stream()
        .sorted(Comparator.comparingLong(Span::start))
        .mapToLong(Span::end)
        .toArray();
  }

  /** Returns by how much a rank's clock is behind, the median over the exchanges. */
  private static long behind(long[] first, long[] own) {
    if (first.length == 0 || first.length != own.length) {
      return 0;
    }
    long[] differences = new long[own.length];
    Arrays.setAll(differences, i -> first[i] - own[i]);
    Arrays.sort(differences);
    return differences[differences.length / 2];
  }
}
