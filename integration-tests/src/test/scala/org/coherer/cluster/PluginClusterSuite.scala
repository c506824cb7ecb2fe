package org.coherer.cluster

import org.coherer.testkit.cluster.{SparkApplication, WithSparkHome}
import org.scalatest.funsuite.AnyFunSuite

/** The plugin of Spark where driver and executors are processes of their own. */
class PluginClusterSuite extends AnyFunSuite with WithSparkHome {

  test("a fit on two executors is scraped from the driver, with the memory and traffic of each") {
    val settings = new java.util.HashMap[String, String]
    settings.put("spark.plugins", "org.coherer.connector.plugin.CohererPlugin")
    settings.put("spark.coherer.requireEngine", "true")
    settings.put("spark.ui.enabled", "true")
    settings.put("spark.ui.port", "0")
    settings.put("spark.driver.bindAddress", "127.0.0.1")
    val servlet = "spark.metrics.conf.*.sink.prometheusServlet"
    settings.put(s"$servlet.class", "org.apache.spark.metrics.sink.PrometheusServlet")
    settings.put(s"$servlet.path", "/metrics/prometheus")
    val plain = application(SparkApplication.localCluster(2, 1024), "org.coherer.cluster.PluginApp")
    val output = run(
      new SparkApplication(plain.master, plain.mainClass, plain.classPath, settings, plain.arguments)
    )
    assert(output.exitCode == 0 && output.values("epochs") == Seq("5"), output.text)
    assert(output.values("during") == Seq.fill(5)("true"), output.text)
    for (executor <- 0 to 1; figure <- Seq("sent", "resident", "engine"))
      assert(output.values(s"${figure}_$executor") == Seq("true"), output.text)
    assert(output.values("driver") == Seq("true") && output.values("workers") == Seq("2.0"), output.text)
    assert(output.values("disks") == Seq("true"), output.text)
  }
}
