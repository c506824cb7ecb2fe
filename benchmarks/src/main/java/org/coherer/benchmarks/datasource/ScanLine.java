package org.coherer.benchmarks.datasource;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured of one format, all in seconds.
 *
 * @param format which
 * @param rows how many were read
 * @param bytes of the format's file
 * @param scan our scan
 * @param raw a plain read of the same file
 * @param parquet Spark's scan of the same rows
 */
record ScanLine(String format, long rows, long bytes, Summary scan, Summary raw, Summary parquet) {
  private static final double MEGA = 1e6;

  /** Returns the line; every rate is of the bytes of the format's file. */
  ResultLine line(String benchmark, int rounds) {
    return new ResultLine(benchmark)
        .with("format", format)
        .measured("mb_per_s", Optional.of(rate(scan)), 1)
        .with("raw_mb_per_s", rate(raw).median(), 1)
        .with("parquet_mb_per_s", rate(parquet).median(), 1)
        .spread("parquet_mb_per_s", rate(parquet), 1)
        .with("rows_per_s", rows / scan.median(), 0)
        .ratio("raw", scan.timeRatio(Optional.of(raw)))
        .ratio("parquet", scan.timeRatio(Optional.of(parquet)))
        .with("rounds", rounds);
  }

  private Summary rate(Summary seconds) {
    return seconds.in(one -> bytes / MEGA / one);
  }
}
