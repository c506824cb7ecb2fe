package org.coherer.connector.report

import java.time.Instant
import java.util.Collections

import org.coherer.connector.report.FitReport.{Fit, Kind, Measures, Position}
import org.coherer.training.event.TrainingHistory.ValidationResult
import org.scalatest.funsuite.AnyFunSuite

class FitAudienceSuite extends AnyFunSuite {

  private var calls = Seq.empty[String]

  private class Closed(name: String) extends FitListener with AutoCloseable {
    override def onEpoch(epoch: FitReport): Unit = calls :+= s"$name ${epoch.text}"
    override def close(): Unit = calls :+= s"$name closed"
  }

  private val failing: FitListener = new FitListener with AutoCloseable {
    override def onEpoch(epoch: FitReport): Unit = throw new java.io.IOException("no listener")
    override def close(): Unit = throw new java.io.IOException("no close")
  }

  private def audience(listeners: FitListener*): FitAudience =
    FitAudience.of(Collections.emptyList[FitObserver](), java.util.Arrays.asList(listeners: _*))

  private val epoch = new FitReport(
    new Fit(1, "net"),
    Kind.EPOCH,
    Instant.EPOCH,
    Position.START,
    Measures.UNKNOWN,
    ValidationResult.NONE,
    "epoch 1"
  )

  test("all are told in their order, and closed at the end; one that fails disturbs nobody") {
    val all = audience(new Closed("a"), failing, _ => calls :+= "plain", new Closed("b"))
    all.report(epoch)
    all.end()
    assert(calls == Seq("a epoch 1", "plain", "b epoch 1", "a closed", "b closed"))
  }

  test("observers see everything and are closed as well") {
    calls = Nil
    val observer = new FitObserver with AutoCloseable {
      override def onReport(report: FitReport): Unit = calls :+= s"seen ${report.text}"
      override def close(): Unit = calls :+= "observer closed"
    }
    val all = FitAudience.of(Collections.singletonList(observer), Collections.singletonList(new Closed("a")))
    all.report(epoch)
    all.end()
    assert(calls == Seq("seen epoch 1", "a epoch 1", "observer closed", "a closed"))
  }

  test("who has created an audience closes it, unless training has begun: then the end does") {
    calls = Nil
    audience(new Closed("a")).close()
    assert(calls == Seq("a closed"))
    val told = audience(new Closed("b"))
    told.handOver()
    told.close()
    assert(calls == Seq("a closed"))
    told.end()
    assert(calls == Seq("a closed", "b closed"))
  }
}
