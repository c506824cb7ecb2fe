package org.coherer.connector.shard

import java.util.Arrays.asList
import java.util.Collections.emptyList

import org.coherer.connector.profile.{PartitionProfile, SetProfile}
import org.coherer.connector.shard.PartitionReport.{Invalid, SetCounts}
import org.scalatest.funsuite.AnyFunSuite

/** What tasks report, some of which ran twice. */
class PartitionReportsSuite extends AnyFunSuite {

  private def report(partition: Int, rows: Long, skipped: Long = 0) = new PartitionReport(
    partition,
    new SetCounts(Array(rows), true, 0),
    new SetCounts(Array(0L), false, 0),
    new Invalid(skipped, 0, 0, if (skipped > 0) "null" else null, false),
    new PartitionProfile(nothing, nothing, emptyList[Object](), emptyList[java.util.List[Object]](), false)
  )

  private def nothing = new SetProfile(null, null, null, null, Array[Long](), Array[Double]())

  test("a partition that was encoded twice counts once, and the order is that of the partitions") {
    val reports = PartitionReports.of(asList(report(1, 5), report(0, 3), report(1, 5)))
    assert(reports.trainingRows == 8 && reports.trainingCounts.get(1).toSeq == Seq(5L))
  }

  test("other rows the second time are refused, with both counts and the remedy") {
    val message = intercept[IllegalArgumentException](
      PartitionReports.of(asList(report(0, 5), report(1, 7), report(1, 6, skipped = 1)))
    ).getMessage
    assert(
      message == "Partition 1 of the DataFrame gives other rows each time: 7 rows for training, 0 in the validation " +
        "set, 0 invalid, then 6 rows for training, 0 in the validation set, 1 invalid (its rows must always be the " +
        "same: cache or checkpoint it before fit, or save it and read it back)"
    )
  }
}
