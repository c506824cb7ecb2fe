package org.coherer.benchmarks.datasource

import java.util.Arrays.asList
import java.util.Collections.{emptyList, singletonList}
import java.util.Optional

import org.coherer.benchmarks.harness.{BenchmarkException, Selection}
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The ways in which a file is read, of few rows. No figure is looked at but for being one. */
class ScanSessionSuite extends AnyFunSuite with WithTempDir {

  private def selected(cases: String*) =
    new Selection(asList(cases: _*), emptyList[String](), Optional.empty[java.nio.file.Path]())

  test("the rows of every case are written and read in every way") {
    withTempDir { folder =>
      val session = new ScanSession(folder)
      try
        ScanCase.all.forEach { one =>
          val bytes = session.prepare(one, 50)
          val perRow = bytes / 50.0
          assert(perRow > 0.9 * one.bytesPerRow && perRow < 1.1 * one.bytesPerRow, s"$one: $perRow")
          val seconds = Seq(session.scan(), session.raw(), session.parquet())
          assert(seconds.forall(value => value > 0 && value < 300), s"$one: $seconds")
        }
      finally session.close()
    }
  }

  test("cases are chosen by their names, and others are refused, as contenders are") {
    assert(DatasourceBenchmark.cases(Selection.ALL) == ScanCase.all)
    assert(
      DatasourceBenchmark.cases(selected("npy", "idx")) == asList(ScanCase.of("idx"), ScanCase.of("npy"))
    )
    assert(DatasourceBenchmark.hasImages(Selection.ALL) && DatasourceBenchmark.hasImages(selected("images")))
    assert(
      !DatasourceBenchmark.hasImages(selected("npy")) && DatasourceBenchmark.cases(selected("images")).isEmpty
    )
    val unknown = intercept[BenchmarkException](DatasourceBenchmark.cases(selected("csv"))).getMessage
    assert(
      unknown == "Unknown case 'csv' of datasource (must be one of: tfrecord, idx, npy, webdataset, images)"
    )
    val chosen =
      new Selection(emptyList[String](), singletonList("ours"), Optional.empty[java.nio.file.Path]())
    val refused = intercept[BenchmarkException](DatasourceBenchmark.cases(chosen)).getMessage
    assert(refused == "Cannot choose contenders of datasource (omit --contenders and --peers)")
  }
}
