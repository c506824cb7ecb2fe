package org.coherer.datasource.read

import scala.util.Random

import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class RowRangeSuite extends AnyFunSuite with WithSpark {

  private def cut(rows: Long, bytesPerRow: Long, sizing: SplitSizing): Seq[RowRange] = {
    val ranges = RowRange.cut(rows, bytesPerRow, sizing)
    (0 until ranges.size()).map(i => ranges.get(i))
  }

  test("ranges follow each other, cover all rows, differ by one row, and keep the limit") {
    val random = new Random(5)
    for (_ <- 0 until 500) {
      val rows = random.nextInt(2000).toLong
      val bytesPerRow = 1 + random.nextInt(100).toLong
      val sizing = new SplitSizing(1 + random.nextInt(5000), random.nextInt(2000), 1 + random.nextInt(9))
      val ranges = cut(rows, bytesPerRow, sizing)
      assert(ranges.head.first == 0 && ranges.last.end == rows)
      ranges.zip(ranges.tail).foreach { case (one, next) => assert(one.end == next.first) }
      assert(ranges.map(_.rows).max - ranges.map(_.rows).min <= 1)
      assert(ranges.forall(r => r.rows <= 1 || r.rows * bytesPerRow <= sizing.maxPartitionBytes))
    }
  }

  test("rows of 0, 1, P-1, P, P+1 with ranges of P rows") {
    val sizing = new SplitSizing(70, 70, 1)
    assert(Seq(0, 1, 6, 7, 8, 14, 15).map(n => cut(n.toLong, 10, sizing).size) == Seq(1, 1, 1, 1, 2, 2, 3))
  }

  test("a row larger than the limit is a range of its own") {
    assert(cut(3, 1000, new SplitSizing(10, 10, 1)).map(_.rows) == Seq(1, 1, 1))
  }

  test("rows without bytes are one range") {
    assert(cut(3, 0, new SplitSizing(10, 10, 1)) == Seq(new RowRange(0, 3)))
  }

  test("there are as many ranges as wanted if each is worth a task") {
    assert(cut(100, 10, new SplitSizing(1000000, 50, 4)).size == 4)
    assert(cut(100, 10, new SplitSizing(1000000, 500, 4)).size == 2)
    assert(cut(100, 10, new SplitSizing(1000000, 5000, 4)).size == 1)
  }

  test("the sizing is what the session says") {
    withConf(
      "spark.sql.files.maxPartitionBytes" -> "3k",
      "spark.sql.files.openCostInBytes" -> "17",
      "spark.sql.files.minPartitionNum" -> "5"
    ) {
      assert(SplitSizing.ofSession(spark) == new SplitSizing(3072, 17, 5))
    }
    assert(SplitSizing.ofSession(spark) == new SplitSizing(128L << 20, 4L << 20, 2))
    withConf("spark.sql.leafNodeDefaultParallelism" -> "7") {
      assert(SplitSizing.ofSession(spark).minPartitions == 7)
    }
  }

  test("numbers that make no sense are refused") {
    assert(
      intercept[IllegalArgumentException](new SplitSizing(0, 1, 1)).getMessage ==
        "Invalid maxPartitionBytes 0 (must be at least 1)"
    )
    assert(
      intercept[IllegalArgumentException](new RowRange(3, 2)).getMessage ==
        "Invalid rows [3, 2) (must be a range of numbers from 0)"
    )
  }
}
