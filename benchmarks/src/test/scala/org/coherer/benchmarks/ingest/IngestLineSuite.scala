package org.coherer.benchmarks.ingest

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.Summary
import org.scalatest.funsuite.AnyFunSuite

class IngestLineSuite extends AnyFunSuite {

  private val shape = new IngestCase(Representation.ARRAY, 64, 1000)

  private def cases(quick: Boolean): Seq[IngestCase] = {
    val all = ArrayBuffer[IngestCase]()
    IngestCase.all(quick).forEach(one => all += one)
    all.toList
  }

  test("seconds become rows per second, whose spread is turned over; ratios compare seconds") {
    val measured = new IngestLine(
      shape,
      Summary.of(2, 4, 5),
      Summary.of(0.5, 1, 2),
      new IngestLine.Learned(Summary.of(5), Summary.of(4)),
      Summary.of(3),
      Summary.of(0.25),
      Summary.of(40)
    )
    val lines = measured.lines("ingest", 5)
    assert(lines.size == 2)
    assert(
      lines.get(0).toString ==
        "ingest features=64 representation=array epoch=1 rows_per_s=250 rows_per_s_min=200 " +
        "rows_per_s_max=500 ratio_noop=0.750 ratio_memcpy=absent ratio_rdd=10.000 ratio_unlearned=0.800 rounds=5"
    )
    assert(
      lines.get(1).toString ==
        "ingest features=64 representation=array epoch=2 rows_per_s=1000 rows_per_s_min=500 " +
        "rows_per_s_max=2000 ratio_noop=3.000 ratio_memcpy=0.250 ratio_rdd=40.000 ratio_first=4.000 " +
        "ratio_unlearned=0.250 rounds=5"
    )
  }

  test("every case of a run has about as many values, in every representation") {
    for ((quick, values) <- Seq((true, 2000000L), (false, 32000000L))) {
      val all = cases(quick)
      assert(all.map(_.representation).distinct == Representation.values.toSeq)
      assert(all.size % Representation.values.size == 0 && all.distinct == all)
      all.foreach(one => assert(math.abs(one.rows * one.features - values) < one.features))
    }
    assert(cases(true).map(_.features).distinct == Seq(64))
    assert(cases(false).map(_.features).distinct == Seq(16, 64, 784))
  }

  test("a worker is asked for the rows of a case by one line") {
    assert(shape.prepare == "prepare array 64 1000")
  }

  test("what a worker answers is what its parent reads") {
    val times = new IngestTimes(1.5, 2.0e-4, 3)
    assert(IngestTimes.decode(times.encode) == times)
  }
}
