package org.coherer.training.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.coherer.training.transport.Locality;

/**
 * Who holds a copy of whose part: every rank that of one other. They stand in a circle, the ranks
 * of a machine, or of a process, side by side, and each gives its copy to the one that comes as
 * many places later as the most of them have in common. So a machine, or else a process, that has
 * at most half of the ranks takes no copy along with the part.
 *
 * @param to the rank that holds a copy of this one's part
 * @param from the rank whose part this one holds a copy of
 */
record Holders(int to, int from) {

  /**
   * Returns those of a rank.
   *
   * @param localities where each rank runs, in rank order; the same on all ranks
   */
  static Holders of(int rank, List<Locality> localities) {
    List<List<Integer>> groups = groups(localities, Locality::machine);
    if (2 * groups.get(0).size() > localities.size()) {
      groups = groups(localities, Locality::jvm);
    }
    int ranks = localities.size();
    int most = groups.get(0).size();
    int distance = most == ranks ? 1 : most;
    List<Integer> circle = groups.stream().flatMap(List::stream).toList();
    int place = circle.indexOf(rank);
    return new Holders(
        circle.get((place + distance) % ranks), circle.get((place + ranks - distance) % ranks));
  }

  /** Returns the ranks that are together, the most of them first. */
  private static List<List<Integer>> groups(
      List<Locality> localities, Function<Locality, String> place) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int rank = 0; rank < localities.size(); rank++) {
      groups.computeIfAbsent(place.apply(localities.get(rank)), any -> new ArrayList<>()).add(rank);
    }
    return groups.values().stream()
        .sorted(Comparator.comparing((List<Integer> group) -> group.size()).reversed())
        .toList();
  }
}
