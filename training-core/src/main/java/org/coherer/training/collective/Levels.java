package org.coherer.training.collective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.coherer.training.transport.Place;
import org.coherer.training.transport.Transport;

/**
 * Which ranks are near each other: the groups of this rank from the nearest to the farthest. First
 * the threads of its process; then, across the processes of its machine, those with its number in
 * their process; then, across machines, those with its number on their machine.
 *
 * <p>That needs as many ranks in each process and as many processes on each machine. Otherwise all
 * ranks are one group, in an order in which neighbours are near.
 */
final class Levels {

  private Levels() {}

  /** Returns the groups of more than one member; one group at least. */
  static List<Group> of(Transport transport) {
    Map<String, Map<String, List<Integer>>> machines = new LinkedHashMap<>();
    for (int rank = 0; rank < transport.worldSize(); rank++) {
      Place place = transport.place(rank);
      machines
          .computeIfAbsent(place.machine(), machine -> new LinkedHashMap<>())
          .computeIfAbsent(place.jvm(), jvm -> new ArrayList<>())
          .add(rank);
    }
    List<List<List<Integer>>> nested = new ArrayList<>();
    machines.values().forEach(jvms -> nested.add(new ArrayList<>(jvms.values())));
    return even(nested) ? nested(transport, nested) : List.of(inOrder(transport, nested));
  }

  private static boolean even(List<List<List<Integer>>> machines) {
    int processes = machines.get(0).size();
    int threads = machines.get(0).get(0).size();
    return machines.stream()
        .allMatch(
            jvms ->
                jvms.size() == processes && jvms.stream().allMatch(jvm -> jvm.size() == threads));
  }

  private static Group inOrder(Transport transport, List<List<List<Integer>>> machines) {
    int[] ranks =
        machines.stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .mapToInt(Integer::intValue)
            .toArray();
    return new Group(transport, ranks);
  }

  private static List<Group> nested(Transport transport, List<List<List<Integer>>> machines) {
    List<List<Integer>> mine = with(machines, transport.rank(), List::stream);
    List<Integer> process = with(mine, transport.rank(), jvm -> Stream.of(jvm));
    int thread = process.indexOf(transport.rank());
    int number = mine.indexOf(process);
    List<Group> groups = new ArrayList<>();
    add(groups, transport, process);
    add(groups, transport, mine.stream().map(jvm -> jvm.get(thread)).toList());
    add(groups, transport, machines.stream().map(jvms -> jvms.get(number).get(thread)).toList());
    return groups.isEmpty() ? List.of(Group.all(transport)) : groups;
  }

  /** Returns the one in which a rank is. */
  private static <T> T with(List<T> all, int rank, Function<T, Stream<List<Integer>>> processes) {
    for (T one : all) {
      if (processes.apply(one).anyMatch(jvm -> jvm.contains(rank))) {
        return one;
      }
    }
    throw new IllegalStateException("Rank " + rank + " has no place");
  }

  private static void add(List<Group> groups, Transport transport, List<Integer> ranks) {
    if (ranks.size() > 1) {
      groups.add(new Group(transport, ranks.stream().mapToInt(Integer::intValue).toArray()));
    }
  }
}
