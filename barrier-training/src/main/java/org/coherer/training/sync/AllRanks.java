package org.coherer.training.sync;

import java.util.List;
import java.util.Objects;

/**
 * All ranks of a run, as each of them knows them.
 *
 * @param sums sums over all of them, and which one this is
 * @param hosts where each runs, in rank order; the same on all ranks
 */
public record AllRanks(DoubleAllReduce sums, List<String> hosts) {

  /** Copies the list. */
  public AllRanks {
    Objects.requireNonNull(sums, "sums");
    hosts = List.copyOf(hosts);
  }

  /** Returns how many there are. */
  public int count() {
    return hosts.size();
  }

  /** Returns what messages call a rank. */
  public String name(int rank) {
    return "rank " + rank + " on host " + hosts.get(rank);
  }
}
