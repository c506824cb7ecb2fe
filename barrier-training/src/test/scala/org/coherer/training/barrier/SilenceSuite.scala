package org.coherer.training.barrier

import java.time.Duration

import org.coherer.training.cluster.RankTask
import org.coherer.training.driver.{SignsOfLife, WithSigns}
import org.scalatest.funsuite.AnyFunSuite

class SilenceSuite extends AnyFunSuite with WithSigns {

  private val Second = 1000000000L
  private val silence = new Silence(Duration.ofSeconds(20), Duration.ofSeconds(10))

  /** Whether rank 1 is lost so many seconds from now, if its executor sent Spark a heartbeat so many from
    * now.
    */
  private def lost(
      seconds: Int,
      signs: SignsOfLife,
      heartbeat: Int = -1000,
      over: Boolean = false,
      awake: Int = -1000,
      of: Silence = silence
  ): Boolean = {
    val now = System.nanoTime
    val task = new RankTask(0, 1, "executor", "host", now + heartbeat * Second)
    of.lostSince(task, over, signs, now + awake * Second, now + seconds * Second).isPresent
  }

  test("a task that was silent for the peer timeout is lost") {
    val signs = signsOf(attempt = 0, 1)
    assert(!lost(19, signs) && lost(21, signs))
  }

  test("a heartbeat of its executor shows that it is alive") {
    assert(!lost(21, signsOf(attempt = 0, 1), heartbeat = 10))
  }

  test("once the ranks are connected to each other, their verdict is awaited") {
    val signs = signsOf(attempt = 0, 1)
    start(signs, attempt = 0)
    assert(!lost(1000, signs) && lost(21, signs, over = true))
    val other = signsOf(attempt = 0, 1)
    start(other, attempt = 1)
    assert(lost(21, other))
  }

  test("a task that has no connection to the driver is lost when several heartbeats are missing") {
    val signs = new SignsOfLife
    assert(!lost(29, signs, heartbeat = 0) && lost(31, signs, heartbeat = 0))
  }

  test("a peer timeout below the period of heartbeats is not enough to tell") {
    val short = new Silence(Duration.ofSeconds(2), Duration.ofSeconds(10))
    assert(!lost(10, signsOf(attempt = 0, 1), of = short) && lost(12, signsOf(attempt = 0, 1), of = short))
  }

  test("a driver that was frozen itself waits anew") {
    val signs = signsOf(attempt = 0, 1)
    assert(!lost(100, signs, awake = 95) && lost(100, signs, awake = 79))
  }
}
