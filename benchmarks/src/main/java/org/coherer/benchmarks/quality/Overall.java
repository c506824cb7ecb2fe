package org.coherer.benchmarks.quality;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * How contenders do on all tables of a group.
 *
 * @param group what lines call the tables
 */
record Overall(String group, List<Standing> standings) {

  private static final int RANK_DECIMALS = 2;
  private static final int POINT_DECIMALS = 2;

  /** What a contender made of a table. */
  private record Entry(Standing standing, Outcome outcome) {

    double normalized() {
      return standing.normalized(outcome);
    }

    double rank() {
      return standing.rank(outcome);
    }

    boolean wins() {
      return standing.wins(outcome);
    }

    boolean failed() {
      return outcome.state() == Outcome.State.FAILED;
    }

    boolean hasGap() {
      return standing.gap(outcome).isPresent();
    }

    double gap() {
      return standing.gap(outcome).orElseThrow();
    }

    double seconds() {
      return outcome.seconds().map(Summary::median).orElse(0.0);
    }

    double cpuSeconds() {
      return outcome.cpuSeconds().map(Summary::median).orElse(0.0);
    }
  }

  /** Returns the labels of all contenders that are present somewhere, in the order of the lines. */
  List<String> contenders() {
    return standings.stream()
        .flatMap(standing -> standing.outcomes().stream())
        .filter(Outcome::isPresent)
        .map(Outcome::contender)
        .distinct()
        .toList();
  }

  /** Returns the line of a contender that is present somewhere. */
  ResultLine line(String benchmark, String contender) {
    List<Entry> entries = entries(contender);
    ResultLine line =
        new ResultLine(benchmark)
            .with("data", group)
            .with("contender", contender)
            .with("tables", entries.size())
            .with("normalized_mean", mean(entries, Entry::normalized), Standing.DECIMALS)
            .with("rank_mean", mean(entries, Entry::rank), RANK_DECIMALS)
            .with("wins", entries.stream().filter(Entry::wins).count())
            .with("failed", entries.stream().filter(Entry::failed).count())
            .with("seconds_sum", sum(entries, Entry::seconds), QualityLine.SECONDS_DECIMALS)
            .with("cpu_seconds_sum", sum(entries, Entry::cpuSeconds), QualityLine.SECONDS_DECIMALS);
    addGap(line, entries);
    if (Contender.isOurs(contender)) {
      contenders().stream()
          .filter(peer -> !Contender.isOurs(peer))
          .forEach(peer -> compare(line, entries, peer));
    }
    return line;
  }

  private static void addGap(ResultLine line, List<Entry> entries) {
    Optional<Entry> worst =
        entries.stream().filter(Entry::hasGap).max(Comparator.comparingDouble(Entry::gap));
    if (worst.isPresent()) {
      line.with("worst_gap_points", worst.get().gap(), POINT_DECIMALS)
          .with("worst_gap_data", worst.get().standing().table().name());
    } else {
      line.with("worst_gap_points", ResultLine.ABSENT).with("worst_gap_data", ResultLine.ABSENT);
    }
  }

  /** Adds how far ours is ahead of a peer, on the tables where both are present. */
  private void compare(ResultLine line, List<Entry> ours, String peer) {
    List<Entry> mine = shared(ours, peer, false);
    List<Entry> timed = shared(ours, peer, true);
    if (mine.isEmpty()) {
      line.with("lead_" + peer, ResultLine.ABSENT);
    } else {
      double lead =
          mean(mine, Entry::normalized) - mean(mine, entry -> on(entry, peer).normalized());
      line.with("lead_" + peer, lead, Standing.DECIMALS);
    }
    double theirs = sum(timed, entry -> on(entry, peer).seconds());
    line.ratio(
        peer,
        timed.isEmpty() ? Optional.empty() : Optional.of(theirs / sum(timed, Entry::seconds)));
  }

  /** Returns the entries of tables that a peer has, too; with the seconds of both where asked. */
  private static List<Entry> shared(List<Entry> ours, String peer, boolean timed) {
    return ours.stream()
        .filter(entry -> entry.standing().of(peer).isPresent())
        .filter(entry -> !timed || (!entry.failed() && !on(entry, peer).failed()))
        .toList();
  }

  private static Entry on(Entry entry, String peer) {
    return new Entry(entry.standing(), entry.standing().of(peer).orElseThrow());
  }

  private List<Entry> entries(String contender) {
    return standings.stream()
        .flatMap(
            standing ->
                standing.of(contender).map(outcome -> new Entry(standing, outcome)).stream())
        .toList();
  }

  private static double mean(List<Entry> entries, ToDoubleFunction<Entry> figure) {
    return entries.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static double sum(List<Entry> entries, ToDoubleFunction<Entry> figure) {
    return entries.stream().mapToDouble(figure).sum();
  }
}
