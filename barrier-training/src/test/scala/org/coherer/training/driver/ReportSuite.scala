package org.coherer.training.driver

import java.io.IOException
import java.nio.ByteBuffer
import java.time.{Duration, Instant}
import java.time.temporal.ChronoUnit
import java.util.Arrays.asList
import java.util.Collections
import java.util.concurrent.{CompletableFuture, TimeUnit}

import org.coherer.training.event.TrainingEvent.WorkerInfo
import org.coherer.training.event.{TensorStatistics, TensorsMeasured, TrainingEvent, TrainingHistory}
import org.coherer.training.transport.{ImpossibleTransportException, TransportException}
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
    new Report.Failure(2, 1, "host", 77, FailureKind.ECHO, "java.lang.IllegalStateException: äöü")
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
    val long = new Report.Failure(0, 0, "h", 1, FailureKind.FINAL, "€" * 100000)
    val read = Report.decode(Report.encode(long)).asInstanceOf[Report.Failure]
    assert(read.text() == "€" * Report.MAX_TEXT)
  }

  test("what is told of the most layers that there may be, with the longest names, fits into a frame") {
    val tensor = new TensorStatistics(
      "\u20ac" * 203,
      TensorStatistics.Kind.GRADIENTS,
      Long.MaxValue,
      0,
      TensorStatistics.Moments.NONE,
      Collections.nCopies[java.lang.Long](TensorStatistics.MOST_BINS, Long.MaxValue)
    )
    val all = Collections.nCopies(2 * TensorsMeasured.MOST_LAYERS, tensor)
    val report = new Report.Event(time, new TensorsMeasured(1, 2, all, Int.MaxValue))
    val bytes = Report.encode(report)
    assert(bytes.length < FrameLine.MAX_BYTES / 8 && Report.decode(bytes) == report)
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
    log.add(new Report.Failure(0, 3, "h", 1, FailureKind.RETRYABLE, "first attempt"))
    log.add(new Report.Failure(1, 0, "a", 7, FailureKind.ECHO, "lost rank 1"))
    log.add(new Report.Failure(1, 1, "b", 8, FailureKind.RETRYABLE, "the cause"))
    log.add(new Report.Failure(1, 2, "c", 9, FailureKind.RETRYABLE, "later"))
    assert(
      log.describe(new Exception("spark's")) ==
        "Training failed on rank 1 (b, process 8, attempt 2): the cause"
    )
  }

  test("where ranks have noticed alone that another one has ended, its own report is waited for a while") {
    def seconds(body: => Unit): Double = {
      val start = System.nanoTime()
      body
      (System.nanoTime() - start) / 1e9
    }
    def echo(attempt: Int) = new Report.Failure(attempt, 0, "a", 7, FailureKind.ECHO, "lost rank 1")
    val spark = new Exception("spark's")
    val log = new FailureLog()
    assert(seconds(log.awaitCause(Duration.ofSeconds(20))) < 10)
    log.add(new Report.Failure(0, 1, "b", 8, FailureKind.RETRYABLE, "of the attempt before"))
    log.add(echo(1))
    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute { () =>
      log.add(new Report.Failure(1, 1, "b", 8, FailureKind.RETRYABLE, "the cause"))
    }
    assert(seconds(log.awaitCause(Duration.ofSeconds(20))) < 10)
    assert(log.describe(spark) == "Training failed on rank 1 (b, process 8, attempt 2): the cause")
    log.add(echo(2))
    assert(seconds(log.awaitCause(Duration.ofMillis(300))) >= 0.3)
    Thread.currentThread().interrupt()
    assert(seconds(log.awaitCause(Duration.ofSeconds(20))) < 10)
    assert(Thread.interrupted())
  }

  test("each time that a run goes on, only what has failed since the last time is the cause, in a line") {
    val log = new FailureLog()
    assert(!log.firstOfNew.isPresent)
    log.add(new Report.Failure(0, 0, "a", 7, FailureKind.ECHO, "lost rank 1"))
    log.add(new Report.Failure(0, 1, "b", 8, FailureKind.RETRYABLE, "no space left\n  at line 1"))
    assert(log.firstOfNew.get == "rank 1 (b, process 8, attempt 1): no space left")
    assert(!log.firstOfNew.isPresent)
    log.add(new Report.Failure(1, 0, "a", 7, FailureKind.ECHO, "lost rank 2"))
    assert(log.firstOfNew.get == "rank 0 (a, process 7, attempt 2): lost rank 2")
    assert(log.first.get == log.describe(new Exception("spark's")).stripPrefix("Training failed on "))
  }

  test("a cancelled or interrupted run says so, and what failed before; so does one whose application ends") {
    val log = new FailureLog()
    val cancelled =
      new Exception("[SPARK_JOB_CANCELLED] Job 3 cancelled part of cancelled job group mine\n    at")
    val told =
      "Training was cancelled: [SPARK_JOB_CANCELLED] Job 3 cancelled part of cancelled job group mine"
    assert(log.describe(cancelled) == told)
    assert(log.describe(new InterruptedException()) == "Training was interrupted")
    log.add(new Report.Failure(0, 1, "b", 8, FailureKind.ECHO, "lost rank 0"))
    val before = "; before that, an attempt failed on rank 1 (b, process 8, attempt 1): lost rank 0"
    assert(log.describe(cancelled) == told + before)
    assert(log.describe(new InterruptedException()) == "Training was interrupted" + before)
    val stopped = new Exception("Job 3 cancelled because SparkContext was shut down")
    assert(log.describe(stopped) == s"Training was cancelled: ${stopped.getMessage}$before")
    val aborted = new Exception("Job aborted due to stage failure: 4 attempts")
    assert(log.describe(aborted) == "Training failed on rank 1 (b, process 8, attempt 1): lost rank 0")
  }

  test("what no further attempt can mend is known from the rest") {
    val hopeless = Seq(
      new OutOfMemoryError("Cannot reserve 2147483647 bytes of direct buffer memory"),
      new OutOfMemoryError("Java heap space"),
      new ArithmeticException("integer overflow"),
      new IllegalArgumentException("of a Param"),
      new NoClassDefFoundError("a/B"),
      new UnsupportedOperationException("of an engine"),
      new ImpossibleTransportException("transports=[local]")
    )
    hopeless.foreach(error => assert(FailureKind.of(error) == FailureKind.FINAL, error))
    assert(FailureKind.of(new TransportException("lost rank 1")) == FailureKind.ECHO)
    val others = Seq(
      new OutOfMemoryError("unable to create native thread: possibly out of memory or limits reached"),
      new java.io.UncheckedIOException("disk full", new IOException),
      new IllegalStateException("anything")
    )
    others.foreach(error => assert(FailureKind.of(error) == FailureKind.RETRYABLE, error))
    val log = new FailureLog()
    log.add(new Report.Failure(0, 1, "b", 8, FailureKind.ECHO, "lost rank 0"))
    assert(!log.hopeless().isPresent)
    log.add(new Report.Failure(0, 0, "a", 7, FailureKind.FINAL, "no memory"))
    assert(log.hopeless().get == "rank 0 (a, process 7, attempt 1): no memory")
  }
}
