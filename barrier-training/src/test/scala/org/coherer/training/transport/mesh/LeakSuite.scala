package org.coherer.training.transport.mesh

import java.time.Duration

import org.coherer.testkit.transport.Holdings
import org.coherer.training.collective.Collectives
import org.coherer.training.transport.TransportException
import org.coherer.training.transport.local.OpenMailboxes
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** Many runs in one Java virtual machine. */
trait LeakContract extends WithMesh { this: AnyFunSuite =>

  private val Runs = 125
  private val Ranks = 3

  private def sumOnce(): Unit = withRanks(Ranks) { t =>
    val vector = FlatVector.of(1f, 2f, 3f, 4f)
    Collectives.over(t).allReduce().sum(vector)
    assert(vector.toArray.toSeq == Seq(3f, 6f, 9f, 12f))
  }: Unit

  /** Rank 0 aborts while the others are in an all-reduce. */
  private def abortOnce(): Unit = withRanks(Ranks) { t =>
    if (t.rank == 0) t.abort("on purpose")
    else {
      val failure =
        intercept[TransportException](Collectives.over(t).allReduce().sum(FlatVector.of(1f, 2f, 3f)))
      t.abort(failure.getMessage)
    }
  }: Unit

  private def runs(count: Int): Unit = (1 to count).foreach(i => if (i % 5 == 0) abortOnce() else sumOnce())

  test(s"$Runs runs, of which every fifth is aborted, leave nothing behind") {
    runs(10)
    val nothing = Holdings(Nil, Map(), 0, Map())
    val before = Holdings.settled(nothing, Duration.ofMillis(300))
    runs(Runs)
    val after = Holdings.settled(before, Duration.ofSeconds(10))
    assert(after.within(before), s"held before: $before; after: $after")
    assert(after.segments == 0 && after.threads.isEmpty)
    assert(OpenMailboxes.count == 0)
  }
}

class TcpLeakSuite extends AnyFunSuite with LeakContract

class ShmLeakSuite extends AnyFunSuite with LeakContract with OverSharedMemory

class LocalLeakSuite extends AnyFunSuite with LeakContract with InOneProcess

class MixedLeakSuite extends AnyFunSuite with LeakContract with OnTwoMachines
