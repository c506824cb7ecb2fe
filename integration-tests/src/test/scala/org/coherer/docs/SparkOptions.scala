package org.coherer.docs

/** The options of spark-submit, as Spark's own parser has them. */
object SparkOptions {

  /** Those that Spark's scripts read before the parser does, and `--help`'s relatives. */
  private val ofScripts = Set("--remote", "--wait")

  lazy val all: Set[String] = {
    val parser = Class.forName("org.apache.spark.launcher.SparkSubmitOptionParser")
    val constructor = parser.getDeclaredConstructor()
    constructor.setAccessible(true)
    val instance = constructor.newInstance()
    val found = Seq("opts", "switches").flatMap { name =>
      val field = parser.getDeclaredField(name)
      field.setAccessible(true)
      field.get(instance).asInstanceOf[Array[Array[String]]].toSeq.flatMap(_.toSeq)
    }
    require(found.contains("--conf"), s"$found")
    found.toSet ++ ofScripts
  }
}
