package org.coherer.connector.network

import org.apache.spark.SparkConf
import org.coherer.training.loop.OverlapMode
import org.coherer.training.loop.TrainingPlan.Exchange
import org.scalatest.funsuite.AnyFunSuite

class ExchangeSettingsSuite extends AnyFunSuite {

  private def settings(values: (String, String)*): ExchangeSettings = {
    val conf = new SparkConf(false)
    values.foreach { case (key, value) => conf.set(s"spark.coherer.$key", value) }
    new ExchangeSettings(conf)
  }

  private def exchange(values: (String, String)*): Exchange =
    settings(values: _*).exchange(null, null, null, null)

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("without settings, the defaults hold") {
    assert(exchange() == Exchange.DEFAULT)
  }

  test("every setting is taken over") {
    assert(
      exchange("accumulateSteps" -> "4", "overlap" -> "off", "bucketSize" -> "2m") ==
        new Exchange(4, OverlapMode.OFF, 2 << 20)
    )
    assert(exchange("shardOptimizerState" -> "true") == new Exchange(1, OverlapMode.AUTO, 0, true))
  }

  test("what a stage sets wins over the settings") {
    val some = settings("accumulateSteps" -> "4", "overlap" -> "off", "bucketSize" -> "2m")
    assert(some.exchange(3, "on", 0L, null) == new Exchange(3, OverlapMode.ON, 0))
    val sharded = settings("shardOptimizerState" -> "true")
    assert(sharded.exchange(3, "on", 0L, false) == new Exchange(3, OverlapMode.ON, 0))
    assert(settings().exchange(3, "off", 0L, true) == new Exchange(3, OverlapMode.OFF, 0, true))
  }

  test("a bad value is refused with the setting's name") {
    assert(
      messageOf(exchange("accumulateSteps" -> "0")) ==
        "Invalid spark.coherer.accumulateSteps=0: Invalid accumulateSteps 0 (must be at least 1)"
    )
    assert(
      messageOf(exchange("accumulateSteps" -> "two")) ==
        "Invalid spark.coherer.accumulateSteps=two: Not a whole number (must be at least 1)"
    )
    assert(
      messageOf(exchange("overlap" -> "maybe")) ==
        "Invalid spark.coherer.overlap=maybe: Unknown overlap 'maybe' (must be one of auto, on, off)"
    )
    assert(
      messageOf(exchange("bucketSize" -> "3")) ==
        "Invalid spark.coherer.bucketSize=3: Invalid bucketSize 3 (must be at least 4 bytes, or 0 for a size that suits the network)"
    )
    assert(
      messageOf(exchange("shardOptimizerState" -> "yes")) ==
        "Invalid spark.coherer.shardOptimizerState=yes: Not a yes or no (must be true or false)"
    )
    assert(messageOf(exchange("bucketSize" -> "big")).startsWith("Invalid spark.coherer.bucketSize=big: "))
  }
}
