package org.coherer.training.cluster

import java.time.Duration
import java.util.Optional

import org.scalatest.funsuite.AnyFunSuite

/** Two slots are wanted; time is a number. */
class SlotPatienceSuite extends AnyFunSuite {

  private val Second = 1000000000L
  private val loss = Optional.of("rank 1 on a was lost (gone)")

  private class Wait(limitSeconds: Int = 20, least: Int = 2) {
    var registered = 2
    var free = 0
    val patience =
      new SlotPatience(2, least, "numWorkers", Duration.ofSeconds(limitSeconds), () => registered, () => free)

    /** Looks once in a second; returns the lines by their second. */
    def lines(seconds: Range, loss: Optional[String] = Optional.empty()): Seq[(Int, String)] =
      seconds.flatMap { second =>
        val now = second * Second
        val line = patience.await(now, now, loss)
        if (line.isPresent) Seq(second -> line.get) else Nil
      }

    def exhausted(second: Int): Optional[String] = patience.exhausted(second * Second, loss)
  }

  test("slots that others hold are named after a moment, then every ten seconds, for as long as it takes") {
    val wait = new Wait
    wait.free = 1
    val lines = wait.lines(0 to 30)
    assert(lines.map(_._1) == Seq(2, 12, 22))
    assert(
      lines.head._2 == "Training has waited 2 s for 2 slots: 1 is free, the others are held by other tasks " +
        "(of other jobs, or of an attempt that ends)"
    )
    assert(!wait.exhausted(10000).isPresent)
    wait.free = 2
    assert(wait.lines(31 to 60).isEmpty)
  }

  test("slots that are not there are named at once, and not waited for beyond the limit") {
    val wait = new Wait
    wait.registered = 1
    val lines = wait.lines(100 to 119, loss)
    assert(lines.map(_._1) == Seq(100, 110))
    assert(
      lines.last._2 == "Training waits for 2 slots: 1 is there, since rank 1 on a was lost (gone); " +
        "it fails in 10 s unless one is added"
    )
    assert(!wait.exhausted(119).isPresent)
    assert(
      wait
        .exhausted(120)
        .get == "1 of 2 slots is left, and none was added for 20 s after rank 1 on a was lost " +
        "(gone) (add executors, lower numWorkers, or raise spark.coherer.slotTimeout)"
    )
  }

  test("the limit counts from the last sign of life of what was lost") {
    val wait = new Wait
    wait.registered = 0
    wait.patience.await(100 * Second, 90 * Second, loss)
    assert(!wait.exhausted(109).isPresent && wait.exhausted(110).isPresent)
  }

  test("a slot that is added, or an attempt that starts, ends the wait") {
    val wait = new Wait
    wait.registered = 1
    wait.lines(0 to 19)
    wait.registered = 2
    wait.lines(20 to 20)
    assert(!wait.exhausted(1000).isPresent && wait.patience.satisfied())
    wait.registered = 1
    wait.lines(30 to 30)
    wait.patience.rest()
    assert(!wait.exhausted(1000).isPresent && !wait.patience.satisfied())
    assert(wait.lines(1001 to 1002).map(_._1) == Seq(1001))
  }

  test("where fewer slots will do, the log says with how many training goes on") {
    val wait = new Wait(least = 1)
    wait.registered = 1
    val (_, line) = wait.lines(100 to 100, loss).head
    assert(
      line == "Training waits for 2 slots: 1 is there, since rank 1 on a was lost (gone); it goes on with 1 " +
        "in 20 s unless one is added"
    )
  }
}
