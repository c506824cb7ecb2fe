package org.coherer.ml

import org.apache.spark.sql.SparkSession
import org.scalatest.{BeforeAndAfterAll, Suite}

/** A Spark session with two slots in this JVM and no other setting that training depends on. */
trait WithSpark extends BeforeAndAfterAll { this: Suite =>

  lazy val spark: SparkSession = SparkSession
    .builder()
    .master("local[2]")
    .appName(suiteName)
    .config("spark.ui.enabled", "false")
    .getOrCreate()

  override protected def afterAll(): Unit = {
    spark.stop()
    super.afterAll()
  }
}
