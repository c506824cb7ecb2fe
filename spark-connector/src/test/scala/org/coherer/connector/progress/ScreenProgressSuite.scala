package org.coherer.connector.progress

import java.io.{ByteArrayOutputStream, PrintStream}

import org.coherer.connector.report.FitReport
import org.coherer.connector.report.FitReport.{Fit, Kind}
import org.coherer.connector.report.WithReports
import org.scalatest.funsuite.AnyFunSuite

/** What a terminal receives, character by character, and what it then shows. */
class ScreenProgressSuite extends AnyFunSuite with WithReports {

  private val Width = 60

  private class Shown(terminal: Boolean = false) {
    private val bytes = new ByteArrayOutputStream()
    val screen = new Screen(() => new PrintStream(bytes, true, "UTF-8"), Width, terminal)
    var nanos = 0L

    def of(fit: Fit, bar: Boolean, verbosity: Int = 2): ScreenProgress = {
      screen.begin(fit)
      new ScreenProgress(screen, bar, Verbosity.of(verbosity), () => nanos)
    }

    def pass(seconds: Double): Unit = nanos += (seconds * 1e9).toLong

    /** What was written since the last call. */
    def written(): String = {
      val text = bytes.toString("UTF-8").replace(System.lineSeparator(), "\n")
      bytes.reset()
      text
    }

    /** The lines that a terminal shows once it has been sent this. */
    def lines(text: String): Seq[String] = {
      var lines = Vector(Array.fill(Width)(' '))
      var column = 0
      text.foreach {
        case '\r' => column = 0
        case '\n' =>
          lines :+= Array.fill(Width)(' ')
          column = 0
        case other =>
          if (column < Width) lines.last(column) = other
          column += 1
      }
      lines.map(line => new String(line).replaceAll(" +$", ""))
    }
  }

  private def drawn(report: FitReport): String =
    "\r" + BarText.of(report, Width).padTo(Width, ' ') + "\r"

  test("lines: the start, each epoch, notes and the end are a line each") {
    val shown = new Shown
    val progress = shown.of(fit, bar = false)
    progress.accept(report(Kind.STARTED, text = "training"))
    progress.accept(step(1, 2, "steps"))
    progress.accept(ended(1, "epoch 1"))
    progress.accept(report(Kind.NOTE, text = "a note"))
    progress.accept(report(Kind.ENDED, 1, 8, text = "trained"))
    assert(shown.written() == "training\nepoch 1\na note\ntrained\n")
  }

  test("lines: within a long epoch, there is one every ten seconds") {
    val shown = new Shown
    val progress = shown.of(fit, bar = false)
    for (second <- 1 to 25) {
      shown.pass(1)
      progress.accept(step(1, second.toLong, s"second $second"))
    }
    assert(shown.written() == "second 10\nsecond 20\n")
    progress.accept(ended(1, "epoch 1"))
    shown.pass(9)
    progress.accept(step(2, 1, "too soon"))
    shown.pass(1)
    progress.accept(step(2, 1, "second 10 of the next"))
    assert(shown.written() == "epoch 1\nsecond 10 of the next\n")
  }

  test("verbosity: 0 is silent, 1 has no steps") {
    val shown = new Shown
    val one = shown.of(fit, bar = false, verbosity = 1)
    shown.pass(60)
    one.accept(step(1, 2, "steps"))
    one.accept(ended(1, "epoch 1"))
    assert(shown.written() == "epoch 1\n")
    val none = shown.of(fit, bar = false, verbosity = 0)
    none.accept(ended(2, "epoch 2"))
    none.accept(report(Kind.ENDED, 2, 8, text = "trained"))
    assert(shown.written() == "")
  }

  test("bar: it is drawn over itself, ten times a second at most, and is gone at the end") {
    val shown = new Shown
    val progress = shown.of(fit, bar = true)
    progress.accept(report(Kind.STARTED, text = "training"))
    progress.accept(step(1, 2))
    assert(shown.written() == drawn(report(Kind.STARTED)))
    shown.pass(0.1)
    progress.accept(step(1, 4))
    assert(shown.written() == drawn(step(1, 4)))
    shown.pass(1)
    progress.accept(ended(1, "epoch 1"))
    assert(shown.written() == drawn(ended(1)))
    progress.accept(report(Kind.ENDED, 3, 8, text = "trained 3 epochs"))
    assert(shown.written().startsWith("\r" + " " * Width + "\rtrained 3 epochs\n"))
  }

  test("bar: notes stay above it") {
    val shown = new Shown
    val progress = shown.of(fit, bar = true)
    progress.accept(step(1, 2))
    progress.accept(report(Kind.NOTE, text = "a note"))
    assert(shown.lines(shown.written()) == Seq("a note", BarText.of(step(1, 2), Width)))
  }

  test("bar: a fit that fails leaves nothing on its line") {
    val shown = new Shown
    val progress = shown.of(fit, bar = true)
    progress.accept(step(1, 2))
    progress.accept(report(Kind.FAILED, text = "the reason is in the exception"))
    assert(shown.lines(shown.written()) == Seq(""))
    progress.accept(step(1, 3))
    assert(shown.written() == "")
  }

  test("concurrent fits: no bar, and every line says whose it is; the one that is left has a bar again") {
    val shown = new Shown
    val other = new Fit(8, "classifier_ab")
    val one = shown.of(fit, bar = true)
    one.accept(step(1, 2))
    val two = shown.of(other, bar = true)
    shown.pass(1)
    one.accept(step(1, 3))
    two.accept(of(other, report(Kind.STARTED, text = "training")))
    one.accept(ended(1, "epoch 1"))
    two.accept(of(other, ended(1, "epoch 1")))
    two.accept(of(other, report(Kind.FAILED)))
    assert(
      shown.lines(shown.written()) == Seq(
        "[fit 8 classifier_ab] training",
        "[fit 7 classifier_ab] epoch 1",
        "[fit 8 classifier_ab] epoch 1",
        ""
      )
    )
    one.accept(step(2, 1))
    assert(shown.written() == drawn(step(2, 1)))
  }

  test("lines: in a terminal, they leave nothing of Spark's bar on their lines") {
    val shown = new Shown(terminal = true)
    val progress = shown.of(fit, bar = false)
    val sparks = "\r" + "[Stage 3:>                   (0 + 2) / 2]".padTo(Width, ' ') + "\r"
    progress.accept(report(Kind.NOTE, text = "a note"))
    assert(shown.lines(sparks + shown.written()) == Seq("a note", ""))
  }

  test("bar: it and Spark's own overwrite each other and leave nothing behind") {
    val shown = new Shown
    val sparks = "\r" + "[Stage 3:>                   (0 + 2) / 2]".padTo(Width, ' ') + "\r"
    val progress = shown.of(fit, bar = true)
    progress.accept(step(1, 2))
    val both = shown.written() + sparks
    assert(shown.lines(both) == Seq("[Stage 3:>                   (0 + 2) / 2]"))
    shown.pass(1)
    progress.accept(step(1, 3))
    assert(shown.lines(both + shown.written()) == Seq(BarText.of(step(1, 3), Width)))
  }
}
