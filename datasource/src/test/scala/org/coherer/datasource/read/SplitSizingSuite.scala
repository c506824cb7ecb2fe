package org.coherer.datasource.read

import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class SplitSizingSuite extends AnyFunSuite with WithSpark {

  test("there are as many partitions as wanted if each is worth a task") {
    assert(new SplitSizing(1000000, 50, 4).partitionBytes(1000) == 250)
    assert(new SplitSizing(1000000, 500, 4).partitionBytes(1000) == 500)
    assert(new SplitSizing(100, 500, 4).partitionBytes(1000) == 100)
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
  }
}
