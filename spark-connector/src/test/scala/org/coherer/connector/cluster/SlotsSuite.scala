package org.coherer.connector.cluster

import java.util.OptionalInt

import org.apache.spark.SparkConf
import org.scalatest.funsuite.AnyFunSuite

class SlotsSuite extends AnyFunSuite {

  private def expected(settings: (String, String)*): OptionalInt = {
    val conf = new SparkConf(false)
    settings.foreach { case (key, value) => conf.set(key, value) }
    Slots.expected(conf)
  }

  test("a local cluster says how many slots it will have") {
    assert(expected("spark.master" -> "local-cluster[3,4,1024]") == OptionalInt.of(12))
    assert(expected("spark.master" -> "local-cluster[3, 4, 1024]") == OptionalInt.of(12))
    assert(
      expected("spark.master" -> "local-cluster[3,5,1024]", "spark.task.cpus" -> "2") == OptionalInt.of(6)
    )
  }

  test("so do a fixed number of executors of a fixed size") {
    assert(
      expected("spark.executor.instances" -> "4", "spark.executor.cores" -> "2") == OptionalInt.of(8)
    )
  }

  test("other settings do not say") {
    assert(expected("spark.master" -> "spark://host:7077") == OptionalInt.empty())
    assert(expected("spark.executor.instances" -> "4") == OptionalInt.empty())
  }
}
