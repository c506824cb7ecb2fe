package org.coherer.datasource

import org.apache.spark.sql.SparkSession

/** Gives one Spark session, local with two threads, to all suites of the module. */
trait WithSpark {

  def spark: SparkSession = WithSpark.session

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
}

object WithSpark {
  private lazy val session = SparkSession
    .builder()
    .master("local[2]")
    .appName("datasource")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
    .getOrCreate()
}
