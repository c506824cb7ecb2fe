package org.coherer.connector.ui.event

import org.apache.spark.scheduler.SparkListenerEvent
import org.scalatest.funsuite.AnyFunSuite

/** Event logs that earlier versions have written, as a History Server reads them. */
class EarlierLogSuite extends AnyFunSuite {

  /** Spark's reader, which it keeps to itself. */
  private def read(line: String): SparkListenerEvent =
    Class
      .forName("org.apache.spark.util.JsonProtocol")
      .getMethod("sparkEventFromJson", classOf[String])
      .invoke(null, line)
      .asInstanceOf[SparkListenerEvent]

  test("epochs from before there were norms of gradients have none") {
    val times = """{"total":2.0,"data":0.25,"compute":1.0,"exchange":0.5,"waiting":0.25}"""
    val line =
      s"""{"Event":"org.coherer.connector.ui.event.FitProgressed","fit":1,"time":3000,"epochs":[{"epoch":1,""" +
        s""""loss":0.5,"rows":100,"skippedSteps":0,"learningRate":0.1,"times":$times,"validation":""" +
        s"""{"loss":"NaN","metrics":{}}}],"totals":{"times":$times,"rows":100,"ranks":[]},""" +
        s""""notes":{"shown":[],"dropped":0}}"""
    val found = read(line).asInstanceOf[FitProgressed]
    assert(found.epochs.get(0).loss == 0.5 && found.totals.rows == 100 && found.gradientNorms.isEmpty)
  }
}
