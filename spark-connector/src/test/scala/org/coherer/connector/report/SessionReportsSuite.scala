package org.coherer.connector.report

import java.util.concurrent.TimeUnit

import com.fasterxml.jackson.databind.ObjectMapper
import org.coherer.connector.report.FitReport.{Fit, Kind, Measures}
import org.scalatest.funsuite.AnyFunSuite

class SessionReportsSuite extends AnyFunSuite with WithReports {

  private class Session {
    var nanos = 0L
    val reports = new SessionReports(() => nanos)

    def numbers(after: Long = 0, limit: Int = Int.MaxValue): Seq[Long] =
      reports.after(after, limit).toArray(Array[SessionReports.Numbered]()).toSeq.map(_.number)
  }

  test("reports are numbered; who knows some reads the others, or the newest of them") {
    val session = new Session
    (1 to 5).foreach(epoch => session.reports.publish(ended(epoch)))
    assert(session.numbers() == Seq(1, 2, 3, 4, 5))
    assert(session.numbers(after = 3) == Seq(4, 5))
    assert(session.numbers(after = 1, limit = 1) == Seq(5))
    assert(session.numbers(after = 5).isEmpty && session.numbers(limit = 0).isEmpty)
  }

  test("of steps, only the last is kept: what follows takes its place") {
    val session = new Session
    Seq(step(1, 1), step(1, 2), step(1, 3)).foreach(session.reports.publish)
    assert(session.numbers() == Seq(3))
    session.reports.publish(ended(1))
    assert(session.numbers() == Seq(4))
    session.reports.publish(step(2, 1))
    assert(session.numbers() == Seq(4, 5))
  }

  test("the newest reports of the last fits are kept") {
    val session = new Session
    (1 to SessionReports.REPORTS + 3).foreach(epoch => session.reports.publish(ended(epoch)))
    assert(session.numbers().size == SessionReports.REPORTS && session.numbers().head == 4)
    (1 to SessionReports.FITS).foreach(number =>
      session.reports.publish(of(new Fit(100L + number, "other"), ended(1)))
    )
    assert(session.numbers().size == SessionReports.FITS)
  }

  test("reports of concurrent fits are in the order in which they came") {
    val session = new Session
    val other = new Fit(8, "other")
    Seq(ended(1), of(other, ended(1)), ended(2), of(other, ended(2))).foreach(session.reports.publish)
    assert(session.numbers() == Seq(1, 2, 3, 4))
  }

  test("every fit has a number of its own, copies of an estimator too") {
    val fits = Seq.fill(3)(SessionReports.newFit("net"))
    assert(fits.map(_.number).distinct.size == 3 && fits.forall(_.uid == "net"))
  }

  test("a client shows progress as long as it reads now and then") {
    val session = new Session
    assert(!session.reports.isShown)
    session.reports.shown()
    session.nanos += TimeUnit.SECONDS.toNanos(9)
    assert(session.reports.isShown)
    session.nanos += TimeUnit.SECONDS.toNanos(1)
    assert(!session.reports.isShown)
  }

  test("JSON: another parser reads what was written, numbers that are none as null") {
    val session = new Session
    val text = "a \"quoted\" \\ line\twith\u2028 all of it"
    session.reports.publish(
      report(Kind.NOTE, 2, 3, new Measures(Double.NaN, 5, 1.5, Double.PositiveInfinity, 1e-9, 2), text = text)
    )
    session.reports.publish(ended(3, "epoch 3"))
    val lines = ReportJson.lines(session.reports.after(0, 10)).split("\n").toSeq
    val trees = lines.map(line => new ObjectMapper().readTree(line))
    assert(trees.map(_.get("number").asLong) == Seq(1, 2))
    val first = trees.head
    assert(first.get("text").asText == text && first.get("kind").asText == "note")
    assert(
      first.get("loss").isNull && first.get("rowsPerSecond").isNull && first.get("validationLoss").isNull
    )
    assert(first.get("secondsLeft").asDouble == 1e-9 && first.get("seconds").asDouble == 1.5)
    assert(first.get("time").asText == "2026-01-02T03:04:05.678Z")
    assert(first.get("fit").asLong == 7 && first.get("uid").asText == "classifier_ab")
    assert(
      first.get("epoch").asInt == 2 && first.get("step").asLong == 3 && first.get("stepsPerEpoch").asLong == 8
    )
    val second = trees(1)
    assert(
      second.get("metrics").get("accuracy").asDouble == 0.75 && second.get("validationLoss").asDouble == 0.5
    )
    assert(ReportJson.lines(session.reports.after(9, 10)) == "")
  }
}
