package org.coherer.training.driver

import java.io.IOException
import java.nio.ByteBuffer
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.Arrays.asList

import org.coherer.training.event.TrainingEvent.WorkerInfo
import org.coherer.training.event.{TrainingEvent, TrainingHistory}
import org.scalatest.funsuite.AnyFunSuite

class ReportSuite extends AnyFunSuite {

  private val time = Instant.parse("2026-11-28T12:34:56.123456Z")

  private val reports = Seq[Report](
    new Report.Event(
      time,
      new TrainingEvent.RunStarted(
        asList(new WorkerInfo(0, "a", 1, 2), new WorkerInfo(1, "b", 3, 4)),
        5000000000L,
        6,
        7
      )
    ),
    new Report.Event(Instant.EPOCH, new TrainingEvent.Progress(1, 2, 0.3, 4.5, 6.7)),
    new Report.Event(
      time,
      new TrainingEvent.EpochCompleted(
        1,
        Double.NaN,
        3,
        4,
        5.5,
        new TrainingHistory.Times(6.5, 7.5, 8.5, 9.5, 10.5)
      )
    ),
    new Report.Event(
      time,
      new TrainingEvent.RunEnded(7, 4, 3, TrainingHistory.StopReason.EARLY_STOPPING)
    ),
    new Report.Failure(2, 1, "host", 77, true, "java.lang.IllegalStateException: äöü")
  )

  test("every report is read as it was written") {
    reports.foreach(report => assert(Report.decode(Report.encode(report)) == report))
  }

  test("every time that bytes can hold is read") {
    val bytes = Report.encode(reports.head)
    for (micros <- Seq(Long.MinValue, -1L, Long.MaxValue)) {
      ByteBuffer.wrap(bytes).putLong(1, micros)
      val read = Report.decode(bytes).asInstanceOf[Report.Event]
      assert(read.time() == Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
    }
  }

  test("a long failure text is cut, not refused") {
    val long = new Report.Failure(0, 0, "h", 1, false, "€" * 100000)
    val read = Report.decode(Report.encode(long)).asInstanceOf[Report.Failure]
    assert(read.text() == "€" * Report.MAX_TEXT)
  }

  test("bytes that are no report are an IOException") {
    intercept[IOException](Report.decode(Array[Byte]('?')))
    val unknown = Report.encode(reports.head)
    unknown(1 + 8) = '?'
    intercept[IOException](Report.decode(unknown))
    reports.foreach { report =>
      val bytes = Report.encode(report)
      (0 until bytes.length).foreach(length => intercept[IOException](Report.decode(bytes.take(length))))
    }
  }

  test("the first failure that is no echo, of the last attempt, is the cause") {
    val log = new FailureLog()
    assert(log.describe(new Exception("spark's")) == "Training failed: spark's")
    log.add(new Report.Failure(0, 3, "h", 1, false, "first attempt"))
    log.add(new Report.Failure(1, 0, "a", 7, true, "lost rank 1"))
    log.add(new Report.Failure(1, 1, "b", 8, false, "the cause"))
    log.add(new Report.Failure(1, 2, "c", 9, false, "later"))
    assert(
      log.describe(new Exception("spark's")) ==
        "Training failed on rank 1 (b, process 8, attempt 2): the cause"
    )
  }
}
