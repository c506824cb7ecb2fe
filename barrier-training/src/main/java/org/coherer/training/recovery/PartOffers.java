package org.coherer.training.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.sync.PartVersions;
import org.coherer.training.vector.Chunk;

/**
 * Where the ranks of a run have stood, and which parts of the parameters and of the optimizer's
 * state each can send: the same on all of them, and so is what follows from it.
 *
 * @param standings in the order of the ranks
 * @param parts in the order of the ranks
 */
record PartOffers(List<Standing> standings, List<Offered> parts) {

  private static final int STANDING_NUMBERS = 11;
  private static final int PART_NUMBERS = 6;

  /**
   * Where a rank has stood.
   *
   * @param rank which rank shows it, now
   * @param index which of those that it shows
   * @param position how far it was
   * @param versions those that are needed to go on there
   * @param ranks how many ranks there were then
   * @param stateBytes how long the state of the loop is as bytes
   */
  record Standing(
      int rank, int index, Position position, PartVersions versions, int ranks, int stateBytes) {

    private static Standing of(int rank, int index, double[] all, int at) {
      return new Standing(
          rank,
          index,
          new Position((int) all[at], all[at + 1] > 0, (int) all[at + 2], (long) all[at + 3]),
          new PartVersions(
              (long) all[at + 4],
              (long) all[at + 5],
              (long) all[at + 6],
              (long) all[at + 7],
              (long) all[at + 8]),
          (int) all[at + 9],
          (int) all[at + 10]);
    }

    private static void write(KeptParts kept, int stateBytes, double[] all, int at) {
      Position position = kept.position();
      PartVersions versions = kept.versions();
      double[] numbers = {
        position.epochs(),
        position.stopped() ? 1 : 0,
        position.rollBacks(),
        position.steps(),
        versions.lineage(),
        versions.current(),
        versions.last(),
        versions.good(),
        versions.best(),
        kept.ranks(),
        stateBytes
      };
      System.arraycopy(numbers, 0, all, at, STANDING_NUMBERS);
    }

    private LongStream needed() {
      return LongStream.of(versions.current(), versions.good(), versions.best())
          .filter(version -> version != PartVersions.NONE);
    }
  }

  /**
   * A part that a rank can send.
   *
   * @param rank which rank has it, now
   * @param index which of those that it has
   * @param lineage of its version
   * @param owner the rank that had to update it
   * @param parameters where its parameters lie among all
   * @param length how many values it has
   */
  record Offered(
      int rank, int index, long lineage, long version, int owner, Chunk parameters, long length) {

    private static Offered of(int rank, int index, double[] all, int at) {
      return new Offered(
          rank,
          index,
          (long) all[at],
          (long) all[at + 1],
          (int) all[at + 2],
          new Chunk((long) all[at + 3], (long) all[at + 4]),
          (long) all[at + 5]);
    }

    private static void write(KeptParts kept, PartCopies.Part part, double[] all, int at) {
      double[] numbers = {
        kept.versions().lineage(),
        part.version(),
        part.owner(),
        part.parameters().offset(),
        part.parameters().length(),
        part.values().length()
      };
      System.arraycopy(numbers, 0, all, at, PART_NUMBERS);
    }
  }

  /**
   * Shows what this rank has and returns what all have. All ranks call it together.
   *
   * @param states the states of the loop as bytes, one for each that is kept
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  static PartOffers of(List<KeptParts> kept, List<byte[]> states, DoubleAllReduce sums) {
    int mine = kept.stream().mapToInt(each -> each.parts().size()).sum();
    double[][] counts = sums.gather((double) kept.size(), (double) mine);
    int standings = most(counts, 0);
    double[] numbers = new double[standings * STANDING_NUMBERS + most(counts, 1) * PART_NUMBERS];
    int at = standings * STANDING_NUMBERS;
    for (int i = 0; i < kept.size(); i++) {
      Standing.write(kept.get(i), states.get(i).length, numbers, i * STANDING_NUMBERS);
      for (PartCopies.Part part : kept.get(i).parts()) {
        Offered.write(kept.get(i), part, numbers, at);
        at += PART_NUMBERS;
      }
    }
    return read(sums.gather(numbers), counts, standings * STANDING_NUMBERS);
  }

  private static int most(double[][] counts, int column) {
    int most = 0;
    for (double[] each : counts) {
      most = Math.max(most, (int) each[column]);
    }
    return most;
  }

  private static PartOffers read(double[][] numbers, double[][] counts, int partsAt) {
    List<Standing> standings = new ArrayList<>();
    List<Offered> parts = new ArrayList<>();
    for (int rank = 0; rank < numbers.length; rank++) {
      for (int i = 0; i < counts[rank][0]; i++) {
        standings.add(Standing.of(rank, i, numbers[rank], i * STANDING_NUMBERS));
      }
      for (int i = 0; i < counts[rank][1]; i++) {
        parts.add(Offered.of(rank, i, numbers[rank], partsAt + i * PART_NUMBERS));
      }
    }
    return new PartOffers(standings, parts);
  }

  /** Returns the standings, the furthest first. */
  private List<Standing> furthestFirst() {
    return standings.stream().sorted(Comparator.comparing(Standing::position).reversed()).toList();
  }

  /**
   * Returns the furthest standing all whose parts are there; empty if there is none.
   *
   * @param length the number of parameters
   */
  Optional<Standing> furthestWhole(long length) {
    return furthestFirst().stream()
        .filter(each -> each.needed().allMatch(version -> isWhole(each, version, length)))
        .findFirst();
  }

  private boolean isWhole(Standing standing, long version, long length) {
    return !cover(standing, version, length).isEmpty();
  }

  /**
   * Returns who is to send which part of a version, so that all parameters are covered: as few
   * parts as will do, in the order of the parameters; empty if some are missing.
   *
   * @param length the number of parameters
   */
  List<Offered> cover(Standing standing, long version, long length) {
    List<Offered> chosen = new ArrayList<>();
    long done = 0;
    while (done < length) {
      long from = done;
      Optional<Offered> next =
          parts.stream()
              .filter(part -> isOf(part, standing, version) && part.parameters().contains(from))
              .max(Comparator.comparingLong(part -> part.parameters().end()));
      if (next.isEmpty()) {
        return List.of();
      }
      chosen.add(next.get());
      done = next.get().parameters().end();
    }
    return chosen;
  }

  private static boolean isOf(Offered part, Standing standing, long version) {
    return part.lineage() == standing.versions().lineage() && part.version() == version;
  }

  /** Returns how many ranks show that they have stood as far. */
  int levelWith(Standing standing) {
    return (int)
        standings.stream()
            .filter(each -> each.position().compareTo(standing.position()) == 0)
            .map(Standing::rank)
            .distinct()
            .count();
  }

  /** Returns whose parts are missing at the furthest standing, as text; empty if there is none. */
  Optional<String> missing() {
    return furthestFirst().stream().findFirst().map(this::missing);
  }

  private String missing(Standing furthest) {
    Set<Integer> missing = new TreeSet<>();
    furthest
        .needed()
        .forEach(
            version ->
                IntStream.range(0, furthest.ranks())
                    .filter(owner -> !isThere(furthest, version, owner))
                    .forEach(missing::add));
    return missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private boolean isThere(Standing standing, long version, int owner) {
    return parts.stream().anyMatch(part -> isOf(part, standing, version) && part.owner() == owner);
  }
}
