package org.coherer.connector.cluster

import org.apache.spark.{SparkConf, SparkContext}
import org.coherer.connector.preflight.{DynamicAllocationCheck, Finding}
import org.scalatest.funsuite.AnyFunSuite

class PlacementsSuite extends AnyFunSuite {

  private def withContext[T](settings: (String, String)*)(use: SparkContext => T): T = {
    val conf = new SparkConf().setMaster("local[3]").setAppName("preflight").set("spark.ui.enabled", "false")
    settings.foreach { case (key, value) => conf.set(key, value) }
    val context = new SparkContext(conf)
    try use(context)
    finally context.stop()
  }

  private def workers(context: SparkContext, requested: Int, least: Int): Int =
    Placements.barrier(new ClusterView(context, true), requested, least).orThrow()

  private def refuse(cluster: SparkConf): Unit =
    Finding.refuseErrors(new DynamicAllocationCheck(cluster, false, true, 0).findings())

  test("0 workers asks for every slot") {
    withContext()(context => assert(workers(context, 0, 0) == 3))
    withContext("spark.task.cpus" -> "2")(context => assert(workers(context, 0, 0) == 1))
  }

  test("as many workers as slots are fine") {
    withContext()(context => assert(workers(context, 3, 0) == 3))
  }

  test("more workers than slots are refused with both numbers within two seconds") {
    withContext() { context =>
      val start = System.nanoTime()
      val message = intercept[IllegalArgumentException](workers(context, 4, 0)).getMessage
      assert(
        message ==
          "Cannot train with 4 workers: the cluster offers 3 slots (lower numWorkers, or add executors)"
      )
      assert(System.nanoTime() - start < 2000000000L)
    }
  }

  test("dynamic allocation is refused by name, but in local mode, where Spark takes no notice of it") {
    val settings = "spark.dynamicAllocation.enabled" -> "true"
    withContext(settings)(context => assert(workers(context, 1, 0) == 1))
    val cluster = new SparkConf(false).setMaster("spark://host:7077").set(settings._1, settings._2)
    val message = intercept[IllegalArgumentException](refuse(cluster)).getMessage
    assert(message.startsWith("Cannot train with spark.dynamicAllocation.enabled=true"))
  }
}
