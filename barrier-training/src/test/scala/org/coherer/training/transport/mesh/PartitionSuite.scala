package org.coherer.training.transport.mesh

import java.time.Duration
import java.util.concurrent.{CyclicBarrier, TimeUnit}

import org.coherer.training.collective.Collectives
import org.coherer.training.transport.{Transport, TransportException}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** Connections that stay open while their bytes vanish, and some that are reset. */
class PartitionSuite extends AnyFunSuite with WithProxies {

  private val peerTimeout = Duration.ofMillis(500)
  private val StepsBefore = 3
  private val Long = 300001
  private val Short = 7

  /** How a rank ended: with what, how long after the cut, and after how many more all-reduces. */
  private case class End(message: String, seconds: Double, stepsAfter: Int)

  /** Cuts between two all-reduces, when no rank is in one; then all go on until they fail. */
  private def ends(ranks: Int, floats: Int)(cut: Links => Unit): Seq[End] = {
    val between = new CyclicBarrier(ranks)
    withLinks(ranks, rank => settings(rank, peerTimeout = peerTimeout)) { (links, t) =>
      val allReduce = Collectives.over(t).allReduce()
      def sum(step: Int): Unit = {
        t.step(step.toLong)
        val vector = FlatVector.allocate(floats.toLong)
        vector.fill(1f)
        allReduce.sum(vector)
        assert(vector.toArray.forall(_ == ranks.toFloat), s"step $step")
      }
      (0 until StepsBefore).foreach(sum)
      between.await(20, TimeUnit.SECONDS)
      if (t.rank == 0) cut(links)
      between.await(20, TimeUnit.SECONDS)
      untilFailure(t, sum)
    }
  }

  private def untilFailure(t: Transport, sum: Int => Unit): End = {
    val start = System.nanoTime
    var step = StepsBefore
    val failure = intercept[TransportException] {
      while (step < 1000) {
        sum(step)
        step += 1
      }
    }
    val seconds = (System.nanoTime - start) / 1e9
    t.abort(failure.getMessage)
    End(failure.getMessage, seconds, step - StepsBefore)
  }

  private def lose(links: Links, from: Seq[Int], to: Seq[Int]): Unit =
    for (a <- from; b <- to) links.direction(a, b).swallow()

  private def assertEnded(ends: Seq[End], lost: Int => Seq[Int]): Unit =
    ends.zipWithIndex.foreach { case (end, rank) =>
      assert(end.seconds < peerTimeout.toMillis / 1e3 + 2, end)
      val named = lost(rank).mkString("(?s).*[Rr]ank [", "", "] \\(127.0.0.1:\\d+\\).*")
      assert(end.message.matches(named) && end.message.contains("no sign of life for 500 ms"), s"$rank: $end")
    }

  for (from <- Seq(0, 1); floats <- Seq(Short, Long)) {
    val to = 1 - from
    test(s"when all bytes from rank $from to rank $to vanish, both end by the peer timeout: $floats floats") {
      val both = ends(2, floats)(links => lose(links, Seq(from), Seq(to)))
      assertEnded(both, rank => Seq(1 - rank))
      assert(both(to).stepsAfter == 0 && both(from).stepsAfter <= 1)
    }
  }

  private val left = Seq(0, 1)
  private val right = Seq(2, 3)
  private def others(rank: Int) = if (left.contains(rank)) right else left

  for (floats <- Seq(Short, Long)) {
    test(s"in a partition two and two, nobody gets a result and all name the other half: $floats floats") {
      val all = ends(4, floats) { links =>
        lose(links, left, right)
        lose(links, right, left)
      }
      assertEnded(all, others)
      assert(all.forall(_.stepsAfter == 0))
    }

    test(s"in a partition that begins one way, the deaf half gets no result: $floats floats") {
      val all = ends(4, floats)(links => lose(links, left, right))
      assertEnded(all, rank => others(rank) ++ left.filter(_ != rank))
      assert(right.forall(rank => all(rank).stepsAfter == 0))
      assert(left.forall(rank => all(rank).stepsAfter <= 1))
    }

    test(s"in a partition that begins one way and then is whole, all end: $floats floats") {
      val all = ends(4, floats) { links =>
        lose(links, left, right)
        val second = new Thread(() => {
          links.direction(0, 2).swallowed.await()
          lose(links, right, left)
        })
        second.setDaemon(true)
        second.start()
      }
      assertEnded(all, rank => others(rank))
      assert(right.forall(rank => all(rank).stepsAfter == 0))
      assert(left.forall(rank => all(rank).stepsAfter <= 1))
    }
  }

  test("a connection that is reset in mid frame ends both ranks at once, and each names the other") {
    for (passed <- Seq(1L, 51L, 52L, 100000L)) {
      val both = ends(2, Long)(links => links.direction(0, 1).resetAfter(passed))
      both.zipWithIndex.foreach { case (end, rank) =>
        val lost = s"Lost rank ${1 - rank} \\(127.0.0.1:\\d+\\) at step 3: " +
          "(Connection reset( by peer)?|Broken pipe|connection closed.*)"
        assert(end.message.matches(lost), s"after $passed bytes, rank $rank: $end")
        assert(end.stepsAfter == 0 && end.seconds < 2)
      }
    }
  }
}
