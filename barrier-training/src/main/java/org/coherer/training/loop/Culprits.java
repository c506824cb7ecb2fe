package org.coherer.training.loop;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.sync.AllRanks;
import org.coherer.training.sync.StepTotals;

/**
 * Finds the ranks whose own numbers are the reason why those of all ranks together are not finite.
 * All ranks call it together, and only then.
 */
final class Culprits {

  /** What is named, the others being counted. */
  private static final int MOST_NAMES = 8;

  private static final int ROWS = 0;
  private static final int WEIGHT = 1;
  private static final int LOSS = 2;
  private static final int NUMBERS = 3;

  private final AllRanks all;
  private final long parameters;

  Culprits(Rank rank) {
    this.all = rank.all();
    this.parameters = rank.replica().parameters().length();
  }

  /**
   * Says where the numbers are not finite, as the end of a sentence: {@code on rank 2 on host b
   * (its 128 rows have loss NaN)}. The same on all ranks.
   *
   * @param mine what this rank's own rows have added up to
   * @param count how many of this rank's own gradients, or parameters, are not finite
   * @param what what these are, the same on all ranks
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  String find(StepTotals mine, long count, String what) {
    double[][] ranks =
        all.sums().gather((double) mine.rows(), mine.weight(), mine.loss(), (double) count);
    List<String> found = new ArrayList<>();
    for (int rank = 0; rank < ranks.length; rank++) {
      double[] one = ranks[rank];
      if (!Double.isFinite(one[LOSS]) || one[NUMBERS] > 0) {
        found.add(all.name(rank) + " (" + describe(one, what) + ")");
      }
    }
    if (found.isEmpty()) {
      return "though on no rank alone (their sum is too large for a number, or a processor, memory"
          + " or network has erred)";
    }
    if (found.size() == ranks.length && ranks.length > 1) {
      return "on all ranks";
    }
    int more = found.size() - MOST_NAMES;
    return "on "
        + String.join(", ", found.subList(0, Math.min(MOST_NAMES, found.size())))
        + (more > 0 ? " and " + more + " others" : "");
  }

  private String describe(double[] rank, String what) {
    String rows =
        rank[WEIGHT] == 0 && rank[LOSS] == 0
            ? "it has no rows"
            : String.format("its %d rows have loss %s", (long) rank[ROWS], mean(rank));
    return rank[NUMBERS] > 0
        ? rows + String.format("; %d of %d %s", (long) rank[NUMBERS], parameters, what)
        : rows;
  }

  private static float mean(double[] rank) {
    return (float) (rank[LOSS] / rank[WEIGHT]);
  }
}
