package org.coherer.benchmarks.ingest;

import java.util.List;
import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured in one case, all in seconds.
 *
 * @param shape the rows that were read
 * @param first our first epoch
 * @param later one of our later epochs
 * @param learned our first epoch, and one of our later ones, with features that are standardized
 *     and labels that are indexed
 * @param noop Spark's own scan
 * @param copy a copy of as many bytes as the batches of an epoch have
 * @param rdd the way of DL4J's own Spark module
 */
record IngestLine(
    IngestCase shape,
    Summary first,
    Summary later,
    Learned learned,
    Summary noop,
    Summary copy,
    Summary rdd) {

  /** The first epoch and a later one. */
  record Learned(Summary first, Summary later) {}

  /** Returns the line of the first epoch and that of later ones. */
  List<ResultLine> lines(String benchmark, int rounds) {
    ResultLine firstLine =
        epoch(benchmark, 1, first)
            .ratio("noop", ratio(first, noop))
            .ratio("memcpy", Optional.empty())
            .ratio("rdd", ratio(first, rdd))
            .ratio("unlearned", ratio(learned.first(), first))
            .with("rounds", rounds);
    ResultLine laterLine =
        epoch(benchmark, 2, later)
            .ratio("noop", ratio(later, noop))
            .ratio("memcpy", ratio(later, copy))
            .ratio("rdd", ratio(later, rdd))
            .ratio("first", ratio(later, first))
            .ratio("unlearned", ratio(learned.later(), later))
            .with("rounds", rounds);
    return List.of(firstLine, laterLine);
  }

  private static Optional<Double> ratio(Summary ours, Summary theirs) {
    return ours.timeRatio(Optional.of(theirs));
  }

  private ResultLine epoch(String benchmark, int number, Summary seconds) {
    Summary rate = seconds.in(one -> shape.rows() / one);
    return new ResultLine(benchmark)
        .with("features", shape.features())
        .with("representation", shape.representation().label())
        .with("epoch", number)
        .with("rows_per_s", rate.median(), 0)
        .spread("rows_per_s", rate, 0);
  }
}
