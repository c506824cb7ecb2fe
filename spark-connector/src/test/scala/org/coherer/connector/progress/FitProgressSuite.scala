package org.coherer.connector.progress

import java.io.{ByteArrayOutputStream, PrintStream}
import java.time.Instant
import java.util.{Collections, TreeMap}
import java.util.concurrent.ConcurrentLinkedQueue

import scala.util.Try

import org.coherer.connector.report.FitReport.{Fit, Kind}
import org.coherer.connector.report.{FitAudience, FitDescription, FitObserver, FitObservers, FitReport}
import org.coherer.training.engine.NetworkShape
import org.coherer.training.event.TrainingEvent.WorkerInfo
import org.coherer.training.event.{RunEvent, TrainingEvent, TrainingHistory, TrainingListener}
import org.scalatest.funsuite.AnyFunSuite

class FitProgressSuite extends AnyFunSuite {

  private val Width = 60
  private val worker = new WorkerInfo(0, "host-a", 11, 500)
  private val run = Seq(
    new TrainingEvent.RunStarted(Collections.singletonList(worker), 12345, 2, 8),
    new TrainingEvent.Progress(1, 8, 0.5, 10, 10),
    new TrainingEvent.EpochCompleted(1, 0.5, 999, 0, 0.1, new TrainingHistory.Times(2.0, 0.2, 1.5, 0.2, 0.1))
  )

  private val description = {
    val input = new NetworkShape.Input("features", 4)
    val output = new NetworkShape.Output("label", 2, NetworkShape.Content.CLASSES)
    val network = new NetworkShape(
      Collections.singletonList(input),
      Collections.singletonList(output),
      12345,
      Collections.emptyList[NetworkShape.LayerInfo](),
      null
    )
    val params = new TreeMap[String, String](Collections.singletonMap("maxIter", "2"))
    new FitDescription(new Fit(1, "net"), "NeuralNetwork", params, network, false)
  }

  private val nobody = FitAudience.of(Collections.emptyList(), Collections.emptyList())

  private class Fitting(mode: ProgressMode, verbosity: Int = 2, audience: FitAudience = nobody) {
    private val bytes = new ByteArrayOutputStream()
    private val published = new ConcurrentLinkedQueue[FitReport]()
    val progress = new FitProgress(
      description,
      mode,
      Verbosity.of(verbosity),
      new Screen(() => new PrintStream(bytes, true, "UTF-8"), Width, false),
      report => {
        published.add(report)
        audience.report(report)
      },
      audience
    )

    def train(listener: TrainingListener): Unit =
      run.foreach(event => listener.onEvent(new RunEvent("ab", Instant.EPOCH, event)))

    def fit(): String = progress.during(listener => {
      train(listener)
      "the model"
    })

    def written: String = bytes.toString("UTF-8").replace(System.lineSeparator(), "\n")
    def kinds: Seq[Kind] = published.toArray(Array[FitReport]()).toSeq.map(_.kind)
    def texts: Seq[String] = published.toArray(Array[FitReport]()).toSeq.map(_.text)
  }

  private val Lines = Seq(
    "training 12345 parameters on 500 rows with 1 worker: 2 epochs of 8 steps",
    "epoch 1/2: loss 0.5000, 500 rows/s, 2.0 s, eta 00:00:10",
    "trained 1 epoch in 0.0 s: loss 0.5000"
  )

  test("lines are on the screen when the fit returns what it has trained") {
    val fitting = new Fitting(ProgressMode.LINES)
    assert(fitting.fit() == "the model")
    assert(fitting.written == Lines.mkString("", "\n", "\n"))
  }

  test("a bar leaves one line, that of the end") {
    val fitting = new Fitting(ProgressMode.BAR)
    fitting.fit()
    assert(fitting.written.endsWith("\r" + " " * Width + "\r" + Lines.last + "\n"))
  }

  test("log, none and verbosity 0 leave the screen alone") {
    for (mode <- Seq(ProgressMode.LOG, ProgressMode.NONE)) {
      val fitting = new Fitting(mode)
      fitting.fit()
      assert(fitting.written == "")
    }
    val silent = new Fitting(ProgressMode.BAR, verbosity = 0)
    silent.fit()
    assert(silent.written == "")
  }

  test("reports are published, whatever is shown") {
    for (mode <- ProgressMode.values.toSeq.drop(1)) {
      val fitting = new Fitting(mode, verbosity = 0)
      fitting.fit()
      assert(fitting.kinds == Seq(Kind.STARTED, Kind.STEP, Kind.EPOCH, Kind.ENDED))
    }
  }

  test("a failure passes through, clears the bar and is reported in one line") {
    val fitting = new Fitting(ProgressMode.BAR)
    val thrown = intercept[IllegalStateException] {
      fitting.progress.during[String](listener => {
        fitting.train(listener)
        throw new IllegalStateException("Lost rank 1\nand a stack trace")
      })
    }
    assert(thrown.getMessage.startsWith("Lost rank 1"))
    assert(fitting.written.endsWith("\r" + " " * Width + "\r"))
    assert(fitting.kinds.last == Kind.FAILED && fitting.texts.last == "Lost rank 1")
  }

  test("a failure without a message is named, a long one is cut") {
    for ((message, text) <- Seq((null, "java.lang.IllegalStateException"), ("x" * 600, "x" * 500 + "..."))) {
      val fitting = new Fitting(ProgressMode.NONE)
      intercept[IllegalStateException] {
        fitting.progress.during[String](_ => throw new IllegalStateException(message))
      }
      assert(fitting.texts == Seq(text))
    }
  }

  test("observers see the description first, then all events; one that fails disturbs nobody") {
    val seen = new ConcurrentLinkedQueue[Any]()
    val failing = FitObservers.add(new FitObserver {
      override def onBegin(fit: FitDescription): Unit = throw new IllegalStateException("no")
    })
    val added = FitObservers.add(new FitObserver {
      override def onBegin(fit: FitDescription): Unit = seen.add(fit): Unit
      override def onEvent(fit: Fit, event: RunEvent): Unit = seen.add(event.event): Unit
    })
    try new Fitting(ProgressMode.NONE).fit()
    finally {
      added.close()
      failing.close()
    }
    assert(seen.toArray.toSeq == description +: run)
    new Fitting(ProgressMode.NONE).fit()
    assert(seen.size == 1 + run.size)
  }

  test(
    "who is told of one fit alone is told of all, behind the screen, and closed when it ends, well or not"
  ) {
    for (ends <- Seq(true, false)) {
      val seen = new ConcurrentLinkedQueue[Any]()
      val own = new FitObserver with AutoCloseable {
        override def onBegin(fit: FitDescription): Unit = seen.add(fit): Unit
        override def onEvent(fit: Fit, event: RunEvent): Unit = seen.add(event.event): Unit
        override def onReport(report: FitReport): Unit = seen.add(report.kind): Unit
        override def close(): Unit = seen.add(Thread.currentThread.getName): Unit
      }
      val audience = FitAudience.of(Collections.singletonList(own), Collections.emptyList())
      val fitting = new Fitting(ProgressMode.NONE, audience = audience)
      val ended = Try(fitting.progress.during[String] { listener =>
        fitting.train(listener)
        if (ends) "the model" else throw new IllegalStateException("Lost rank 1")
      })
      assert(ended.isSuccess == ends)
      audience.close()
      val kinds = Seq(Kind.STARTED, Kind.STEP, Kind.EPOCH)
      val told = run.zip(kinds).flatMap { case (event, kind) => Seq(event, kind) }
      val last = if (ends) Kind.ENDED else Kind.FAILED
      assert(seen.toArray.toSeq == Seq(description) ++ told ++ Seq(last, "coherer-progress-1"))
    }
  }
}
