package org.coherer.benchmarks.quality;

import org.coherer.benchmarks.harness.ResultLine;

/** The line of one contender on one table. */
final class QualityLine {

  static final int SECONDS_DECIMALS = 3;

  private static final int RANK_DECIMALS = 1;

  private QualityLine() {}

  /** Returns the line of an outcome. */
  static ResultLine of(String benchmark, Standing standing, Outcome outcome) {
    Table table = standing.table();
    ResultLine line =
        listed(benchmark, table.listing())
            .with("source", table.source())
            .with("rows", table.rows())
            .with("features", table.features())
            .with("classes", table.classes())
            .with("baseline", table.baseline(), Outcome.SCORE_DECIMALS)
            .with("contender", outcome.contender())
            .with("state", outcome.state().label())
            .measured("score", outcome.score(), Outcome.SCORE_DECIMALS);
    if (outcome.isPresent()) {
      line.with("normalized", standing.normalized(outcome), Standing.DECIMALS)
          .with("rank", standing.rank(outcome), RANK_DECIMALS);
    } else {
      line.with("normalized", ResultLine.ABSENT).with("rank", ResultLine.ABSENT);
    }
    return line.measured("seconds", outcome.seconds(), SECONDS_DECIMALS)
        .measured("cpu_seconds", outcome.cpuSeconds(), SECONDS_DECIMALS)
        .with("seeds", outcome.seeds())
        .with("measured", outcome.earlier() ? "earlier" : "now");
  }

  /** Returns the line of a data set that is not there. */
  static ResultLine absent(String benchmark, Listing listing) {
    return listed(benchmark, listing)
        .with("source", ResultLine.ABSENT)
        .with("rows", ResultLine.ABSENT)
        .with("features", ResultLine.ABSENT)
        .with("classes", ResultLine.ABSENT)
        .with("contender", ResultLine.ABSENT);
  }

  private static ResultLine listed(String benchmark, Listing listing) {
    return new ResultLine(benchmark)
        .with("data", listing.name())
        .with("task", listing.task().label())
        .with("group", listing.group());
  }
}
