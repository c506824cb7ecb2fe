package org.coherer.training.loop

import java.io.IOException
import java.util.Arrays.asList
import java.util.Optional

import org.coherer.training.event.TrainingHistory
import org.coherer.training.event.TrainingHistory.ValidationResult
import org.coherer.training.sync.{StepTotals, Wishes}
import org.scalatest.funsuite.AnyFunSuite

class LoopStateSuite extends AnyFunSuite {

  private def metrics(values: (String, Double)*) = {
    val map = new java.util.TreeMap[String, java.lang.Double]()
    values.foreach { case (name, value) => map.put(name, value) }
    map
  }

  private def epoch(number: Int, validation: ValidationResult) = new TrainingHistory.Epoch(
    number,
    0.1 * number,
    1000L * number,
    number - 1L,
    Double.NaN,
    new TrainingHistory.Times(5, 1, 2, 1.5, 0.5),
    validation
  )

  private val state = new LoopState(
    asList(
      epoch(1, ValidationResult.NONE),
      epoch(2, new ValidationResult(0.25, metrics("accuracy" -> 0.5, "rmse_größe" -> Double.NaN)))
    ),
    new EpochTally(7, 2, new StepTotals(123, 4.5, Double.MinPositiveValue, new Wishes(true, false))),
    new BestEpoch(2, 0.25),
    Optional.of(TrainingHistory.StopReason.MAX_SECONDS),
    1.0 / 3,
    new RollBacks(3, 2)
  )

  private def refused(bytes: Array[Byte]) = intercept[IOException](LoopStateCodec.decode(bytes)).getMessage

  test("a state is read back with all its bits") {
    assert(LoopStateCodec.decode(LoopStateCodec.encode(state)) == state)
    assert(LoopStateCodec.decode(LoopStateCodec.encode(LoopState.START)) == LoopState.START)
  }

  test("a run that has not rolled back is written as version 1, which earlier versions read") {
    val calm = new LoopState(
      state.completed(),
      state.tally(),
      state.best(),
      state.stop(),
      state.seconds(),
      RollBacks.NONE
    )
    val bytes = LoopStateCodec.encode(calm)
    assert(LoopStateCodec.decode(bytes) == calm && bytes.head == 1)
    // Behind the version and the two numbers, the rest is that of version 1.
    val later = LoopStateCodec.encode(state)
    assert(
      later.take(9).toSeq == Seq[Byte](2, 0, 0, 0, 3, 0, 0, 0, 2) && later.drop(9).toSeq == bytes.tail.toSeq
    )
  }

  test("roll-backs count, in all and in a row, and halve the rate; numbers that cannot be are refused") {
    val once = LoopState.START.rolledBack().rolledBack().rollBacks()
    assert(once == new RollBacks(2, 2) && once.rateFactor() == 0.25 && once.mayGoOn())
    assert(once.afterEpoch() == new RollBacks(2, 0) && once.afterEpoch().rateFactor() == 0.25)
    assert(!Iterator.iterate(once)(_.next()).drop(3).next().mayGoOn())
    val step = new StepOutcome(new StepTotals(4, 4, 2), true)
    assert(LoopState.START.after(step).rolledBack().tally() == EpochTally.EMPTY)
    for ((count, inRow) <- Seq((1, 2), (0, -1)))
      assert(
        intercept[IllegalArgumentException](new RollBacks(count, inRow)).getMessage ==
          s"Invalid number of $count roll-backs, $inRow of them in a row"
      )
  }

  test("bytes that are cut off anywhere are refused") {
    val bytes = LoopStateCodec.encode(state)
    for (length <- 0 until bytes.length)
      assert(refused(bytes.take(length)) == s"Invalid loop state: cut off after $length bytes")
  }

  test("bytes behind the end, and another version, are refused") {
    val bytes = LoopStateCodec.encode(state)
    assert(refused(bytes :+ 0.toByte) == "Invalid loop state: 1 bytes follow its end (must be none)")
    assert(refused(9.toByte +: bytes.tail) == "Cannot read a loop state of version 9 (must be 1 or 2)")
  }

  test("numbers that no run can have are refused") {
    val bytes = LoopStateCodec.encode(state)
    val skipped = bytes.updated(24, 8.toByte) // behind the version, the roll-backs and the steps: 64 bits
    assert(refused(skipped) == "Invalid loop state: Invalid tally of 7 steps, 8 of them skipped")
    val best = intercept[IllegalArgumentException](
      new LoopState(
        state.completed(),
        EpochTally.EMPTY,
        new BestEpoch(3, 0),
        Optional.empty(),
        0,
        RollBacks.NONE
      )
    )
    assert(best.getMessage == "Invalid best epoch 3 of 2")
    val text = new String(bytes, "ISO-8859-1")
    val stop = bytes.updated(text.indexOf("MAX_SECONDS"), 'N'.toByte)
    assert(refused(stop).contains("NAX_SECONDS"))
  }

  test("a tally counts skipped steps, whose rows and losses do not count") {
    val step = new StepTotals(4, 4, 2)
    val tally = EpochTally.EMPTY
      .after(new StepOutcome(step, true))
      .after(new StepOutcome(step, false))
      .after(new StepOutcome(step.`with`(new Wishes(true, true)), false))
    assert(tally == new EpochTally(3, 2, new StepTotals(4, 4, 2, new Wishes(true, false))))
    assert(!tally.goesOn(9) && !tally.allSkipped())
    val skipped = EpochTally.EMPTY.after(new StepOutcome(step, false))
    assert(skipped.goesOn(2) && !skipped.goesOn(1) && skipped.allSkipped())
  }

  test("the next step follows the last one") {
    assert(LoopState.START.next() == new StepPosition(1, 1))
    assert(state.next() == new StepPosition(3, 8))
    assert(state.next().iteration(10) == 27)
  }
}
