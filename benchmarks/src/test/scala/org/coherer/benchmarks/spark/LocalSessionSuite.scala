package org.coherer.benchmarks.spark

import java.nio.file.{Files, Paths}

import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

class LocalSessionSuite extends AnyFunSuite with WithTempDir {

  private def words(command: java.util.List[String]): Seq[String] =
    (0 until command.size).map(command.get)

  test("a session has its slots and its folder, no UI, and listens on the loopback interface alone") {
    withTempDir { folder =>
      val spark = LocalSession.open("example", 3, folder)
      try {
        val conf = spark.sparkContext.getConf
        assert(spark.sparkContext.master == "local[3]" && spark.sparkContext.appName == "example")
        assert(conf.get("spark.local.dir") == folder.toString)
        assert(!conf.getBoolean("spark.ui.enabled", true))
        assert(conf.get("spark.driver.host") == "127.0.0.1")
        assert(conf.get("spark.driver.bindAddress") == "127.0.0.1")
        assert(spark.range(0, 10, 1, 3).count() == 10)
      } finally spark.stop()
    }
  }

  test("a driver of executor processes has a Spark home of its own, which is there, and Spark's Scala") {
    withTempDir { folder =>
      val home = folder.resolve("home")
      val command = words(new ExecutorProcesses(2, 512).driver(classOf[LocalSessionSuite], home))
      assert(command.take(2) == Seq("env", s"SPARK_HOME=$home"))
      assert(command.contains("SPARK_SCALA_VERSION=" + scala.util.Properties.versionNumberString))
      assert(command.contains("SPARK_LOCAL_IP=127.0.0.1") && command.last == getClass.getName)
      assert(Files.isDirectory(Paths.get(s"$home/jars")))
    }
  }
}
