package org.coherer.training.collective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Transport;

/**
 * The topology levels of a rank, as groups of ranks from the innermost to the outermost: first the
 * ranks of its process; then, across the processes of its machine, those with its number in their
 * process; then, across machines, those with its number on their machine.
 *
 * <p>Levels require the same number of ranks in each process and of processes on each machine.
 * Otherwise all ranks form one group, ordered by machine and process.
 */
final class Levels {

  private Levels() {}

  /** Returns the groups with more than one member, but at least one group. */
  static List<Group> of(Transport transport) {
    Map<String, Map<String, List<Integer>>> machines = new LinkedHashMap<>();
    for (int rank = 0; rank < transport.worldSize(); rank++) {
      Locality locality = transport.locality(rank);
      machines
          .computeIfAbsent(locality.machine(), machine -> new LinkedHashMap<>())
          .computeIfAbsent(locality.jvm(), jvm -> new ArrayList<>())
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

  /** Returns the element that contains a rank. */
  private static <T> T with(List<T> all, int rank, Function<T, Stream<List<Integer>>> processes) {
    for (T one : all) {
      if (processes.apply(one).anyMatch(jvm -> jvm.contains(rank))) {
        return one;
      }
    }
    throw new IllegalStateException("Rank " + rank + " belongs to no group");
  }

  private static void add(List<Group> groups, Transport transport, List<Integer> ranks) {
    if (ranks.size() > 1) {
      groups.add(new Group(transport, ranks.stream().mapToInt(Integer::intValue).toArray()));
    }
  }
}
