package org.coherer.connector.progress

import org.scalatest.funsuite.AnyFunSuite

class ProgressModeSuite extends AnyFunSuite {

  private def auto(
      logShown: Boolean = false,
      clientShows: Boolean = false,
      terminal: Boolean = false,
      barsWanted: Boolean = true
  ): ProgressMode =
    ProgressMode.AUTO.in(new ProgressMode.Surroundings(logShown, clientShows, terminal, barsWanted))

  test("every mode has a name; others are refused") {
    val names = Seq("auto", "bar", "lines", "log", "none")
    assert(names.map(ProgressMode.named) == ProgressMode.values.toSeq)
    for (bad <- Seq("", "Bar", "tqdm"))
      assert(
        intercept[IllegalArgumentException](ProgressMode.named(bad)).getMessage ==
          s"Unknown progress '$bad' (must be one of auto, bar, lines, log, none)"
      )
  }

  test("auto: the log where the console shows it, else a bar in a terminal, else lines") {
    assert(auto(logShown = true, terminal = true) == ProgressMode.LOG)
    assert(auto(terminal = true) == ProgressMode.BAR)
    assert(auto() == ProgressMode.LINES)
  }

  test("auto: standard error stays quiet where a client shows progress by itself") {
    assert(auto(clientShows = true, terminal = true) == ProgressMode.LOG)
  }

  test("auto: no bar where Spark's own is switched off") {
    assert(auto(terminal = true, barsWanted = false) == ProgressMode.LINES)
  }

  test("what is asked for is done wherever it is") {
    val everywhere = new ProgressMode.Surroundings(true, true, false, false)
    ProgressMode.values.toSeq.drop(1).foreach(mode => assert(mode.in(everywhere) == mode))
  }
}
