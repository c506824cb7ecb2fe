package org.coherer.examples

import org.apache.spark.sql.SparkSession
import org.scalatest.{BeforeAndAfterAll, Suite}

/** A session inside the test's process, for the suite. */
trait WithSpark extends BeforeAndAfterAll { this: Suite =>

  lazy val spark: SparkSession = SparkSession
    .builder()
    .master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "2")
    .getOrCreate()

  override def afterAll(): Unit =
    try spark.stop()
    finally super.afterAll()
}
