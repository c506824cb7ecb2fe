package org.coherer.benchmarks.ps;

import java.util.Locale;
import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured in one case; all are rows per second.
 *
 * @param what what was asked for
 * @param ours by our servers
 * @param torch by PyTorch's; empty where there is none
 * @param raw the rows whose bytes bare sockets move
 */
record RowsLine(RowsCase what, Summary ours, Optional<Summary> torch, Summary raw) {

  /** Returns the line. */
  ResultLine line(String benchmark, String peer, int rounds) {
    return new ResultLine(benchmark)
        .with("case", "rows")
        .with("op", what.operation().name().toLowerCase(Locale.ROOT))
        .with("width", what.width())
        .with("batch", what.batch())
        .with("outstanding", what.outstanding())
        .with("rows_per_s", ours.median(), 0)
        .ratio("torch", ours.rateRatio(torch))
        .ratio("raw", ours.rateRatio(Optional.of(raw)))
        .spread("rows_per_s", ours, 0)
        .measured("torch_rows_per_s", torch, 0)
        .measured("raw_rows_per_s", Optional.of(raw), 0)
        .with("peer", peer)
        .with("rounds", rounds);
  }
}
