package org.coherer.connector.cluster

import java.time.Duration
import java.util.OptionalInt

import org.scalatest.funsuite.AnyFunSuite

class SlotWaitSuite extends AnyFunSuite {

  /** Returns the slots found and the milliseconds that went by, where slots register at the given times. */
  private def await(wanted: Int, expected: OptionalInt, slotsAtMillis: (Int, Int)*): (Int, Long) = {
    var now = 0L
    val slots = new SlotWait(
      () => slotsAtMillis.filter(_._1 <= now / 1000000).map(_._2).lastOption.getOrElse(0),
      expected,
      () => now,
      (duration: Duration) => now += duration.toNanos
    ).await(wanted)
    (slots, now / 1000000)
  }

  private val unknown = OptionalInt.empty()

  test("enough slots are not waited for") {
    assert(await(2, unknown, 0 -> 2) == ((2, 0)))
    assert(await(0, OptionalInt.of(4), 0 -> 4) == ((4, 0)))
  }

  test("more workers than the settings can give are not waited for") {
    assert(await(8, OptionalInt.of(4), 0 -> 4) == ((4, 0)))
    assert(await(8, OptionalInt.of(4), 5000 -> 4) == ((4, 0)))
  }

  test("more executors than the settings promised count, too") {
    assert(await(6, OptionalInt.of(4), 0 -> 6) == ((6, 0)))
    assert(await(8, OptionalInt.of(4), 0 -> 6) == ((6, 0)))
  }

  test("executors that the settings promise are waited for") {
    assert(await(2, OptionalInt.of(2), 0 -> 1, 4000 -> 2) == ((2, 4000)))
    assert(await(0, OptionalInt.of(3), 0 -> 1, 4000 -> 2, 8000 -> 3) == ((3, 8000)))
  }

  test("promised executors that never come are given up after the longest wait") {
    assert(await(2, OptionalInt.of(2), 0 -> 1) == ((1, SlotWait.LONGEST.toMillis)))
  }

  test("without a promise, too few slots fail within two seconds") {
    val (slots, millis) = await(8, unknown, 0 -> 4)
    assert(slots == 4 && millis < 2000)
  }

  test("without a promise, slots that still grow are waited for") {
    val (slots, _) = await(4, unknown, 0 -> 1, 1000 -> 2, 2000 -> 4)
    assert(slots == 4)
    val (all, millis) = await(0, unknown, 0 -> 1, 1000 -> 2, 2000 -> 4)
    assert(all == 4 && millis >= 2000 + SlotWait.QUIET.toMillis)
  }

  test("the first executor is waited for") {
    assert(await(1, unknown, 9000 -> 1) == ((1, 9000)))
    assert(await(1, unknown) == ((0, SlotWait.LONGEST.toMillis)))
  }
}
