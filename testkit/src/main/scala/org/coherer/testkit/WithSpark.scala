package org.coherer.testkit

import org.apache.spark.sql.SparkSession
import org.scalatest.{BeforeAndAfterAll, Suite}

/** A Spark session with two slots in this JVM, for the whole suite, and no other setting that training
  * depends on. The progress of fits stays in the log, so that it is not among what ScalaTest reports.
  */
trait WithSpark extends BeforeAndAfterAll { this: Suite =>

  /** What the suite's session is started with, beside what every suite's is. */
  protected def sparkSettings: Map[String, String] = Map.empty

  lazy val spark: SparkSession = {
    val builder = SparkSession
      .builder()
      .master("local[2]")
      .appName(suiteName)
      .config("spark.ui.enabled", "false")
      .config("spark.coherer.progress", "log")
      .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
    sparkSettings.foreach { case (name, value) => builder.config(name, value) }
    builder.getOrCreate()
  }

  /** Runs with settings of the session that are put back afterwards. */
  def withConf[T](settings: (String, String)*)(body: => T): T = {
    val before = settings.map { case (name, _) => name -> spark.conf.getOption(name) }
    settings.foreach { case (name, value) => spark.conf.set(name, value) }
    try body
    finally
      before.foreach {
        case (name, Some(value)) => spark.conf.set(name, value)
        case (name, None) => spark.conf.unset(name)
      }
  }

  override protected def afterAll(): Unit =
    try spark.stop()
    finally super.afterAll()
}
