package org.coherer.training.loop.time

import java.util.Optional

import org.coherer.training.data.RankBatches
import org.coherer.training.event.TrainingEvent.Straggled
import org.coherer.training.loop.WithTraining
import org.scalatest.funsuite.AnyFunSuite

class EpochClockSuite extends AnyFunSuite with WithTraining {

  /** The times of two epochs of ranks that each wait so many seconds for data, and in an exchange. */
  private def measured(data: Seq[Long], exchange: Seq[Long], over: Int => Boolean = _ => false) =
    withRanks(data.size) { t =>
      var seconds = 50L
      var waited = 7L
      val batches = new FixedBatches(Nil) {
        override def waitNanos(): Long = waited * 1000000000L
      }
      val clock = new EpochClock(RankBatches.of(0, batches), sums(t), () => seconds * 1000000000L)
      val times = (1 to 2).map { _ =>
        clock.startEpoch()
        waited += data(t.rank())
        for (part <- Seq(1L, exchange(t.rank()) - 1)) {
          clock.startExchange()
          seconds += part
          clock.endExchange()
          seconds += 1
        }
        seconds = seconds / 50 * 50 + 20
        clock.endEpoch()
        seconds = seconds / 50 * 50 + 50
        clock.meet(over(t.rank()))
      }
      val own = clock.ofRanks().get(t.rank())
      assert(clock.ofRanks().size() == data.size)
      assert(own.data() == data(t.rank()) && own.total() == 20 && own.exchange() == exchange.min)
      assert(own.waiting() == exchange(t.rank()) - exchange.min)
      assert(own.compute() == 20 - data(t.rank()) - exchange(t.rank()))
      (times, clock.timeIsUp())
    }

  test("times are means over ranks; who waits least in the exchange does not wait for others") {
    val all = measured(Seq(1, 3), Seq(2, 5))
    assert(all.distinct.size == 1)
    all.head._1.foreach { times =>
      assert(times.total() == 20 && times.data() == 2)
      assert(times.exchange() == 2 && times.waiting() == 1.5)
      assert(times.compute() == 20 - 2 - 3.5)
    }
  }

  test("one rank alone waits for nobody") {
    val times = measured(Seq(4), Seq(3)).head._1.head
    assert(times.data() == 4 && times.exchange() == 3 && times.waiting() == 0 && times.compute() == 13)
  }

  test("if one says that the time is up, all know") {
    for (who <- 0 to 2)
      assert(measured(Seq(1, 1, 1), Seq(2, 2, 2), _ == who).forall(_._2))
    assert(measured(Seq(1, 1, 1), Seq(2, 2, 2)).forall(!_._2))
  }

  /** What three ranks say of the second epoch, given the seconds that each waits for data and computes. */
  private def straggler(data: Seq[Long], compute: Seq[Long]) = {
    val slowest = data.zip(compute).map { case (a, b) => a + b }.max
    withRanks(data.size) { t =>
      var seconds = 0L
      var waited = 0L
      val batches = new FixedBatches(Nil) {
        override def waitNanos(): Long = waited * 1000000000L
      }
      val clock = new EpochClock(RankBatches.of(0, batches), sums(t), () => seconds * 1000000000L)
      clock.startEpoch()
      waited = data(t.rank())
      seconds = waited + compute(t.rank())
      clock.startExchange()
      seconds = slowest + 1
      clock.endExchange()
      clock.endEpoch()
      clock.meet(false)
      clock.straggler(2)
    }.distinct
  }

  test("the rank for which the others wait is named, and in which phase it is slow") {
    val byCompute = straggler(Seq(1, 1, 2), Seq(5, 14, 6))
    assert(byCompute == Seq(Optional.of(new Straggled(1, 2, Straggled.COMPUTE, 14, 5.5, 8, 16))))
    val byData = straggler(Seq(12, 2, 2), Seq(6, 5, 6))
    assert(byData == Seq(Optional.of(new Straggled(0, 2, Straggled.DATA, 12, 2, 10.5, 19))))
  }

  test("nobody is named for a short wait, or alone") {
    assert(straggler(Seq(1, 1, 1), Seq(10, 11, 10)) == Seq(Optional.empty()))
    assert(straggler(Seq(9), Seq(3)) == Seq(Optional.empty()))
  }
}
