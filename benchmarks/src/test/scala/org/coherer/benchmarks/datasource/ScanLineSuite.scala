package org.coherer.benchmarks.datasource

import org.coherer.benchmarks.harness.Summary
import org.scalatest.funsuite.AnyFunSuite

class ScanLineSuite extends AnyFunSuite {

  test("all rates are of the bytes of the format's file, and ratios are times over ours") {
    val line =
      new ScanLine("npy", 50000, 200000000L, Summary.of(0.5, 1, 2), Summary.of(0.1), Summary.of(2, 4, 4))
    assert(
      line.line("datasource", 9).toString ==
        "datasource format=npy mb_per_s=200.0 mb_per_s_min=100.0 mb_per_s_max=400.0 raw_mb_per_s=2000.0" +
        " parquet_mb_per_s=50.0 parquet_mb_per_s_min=50.0 parquet_mb_per_s_max=100.0 rows_per_s=50000" +
        " ratio_raw=0.100 ratio_parquet=4.000 rounds=9"
    )
  }
}
