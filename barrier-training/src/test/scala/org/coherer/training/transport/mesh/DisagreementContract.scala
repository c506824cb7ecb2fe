package org.coherer.training.transport.mesh

import java.util.Collections
import java.util.concurrent.{CountDownLatch, TimeUnit}

import org.coherer.training.collective.Collectives
import org.coherer.training.transport.Transport.Combine
import org.coherer.training.transport.{LinkKind, Transport, TransportException, TransportOptions}
import org.coherer.training.transport.{TransportSettings => Settings}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** Ranks that should do the same and do not: one of them at least is told what both sides have, and all end.
  */
trait DisagreementContract extends WithMesh { this: AnyFunSuite =>

  /** Runs the body on every rank until it fails, twice at most: a rank may be done before others find out. */
  protected def failures(count: Int)(body: Transport => Unit): Seq[String] =
    withRanks(count) { t =>
      val failure = intercept[TransportException] {
        body(t)
        t.step(1000)
        Collectives.over(t).allReduce().sum(FlatVector.allocate(100))
      }
      t.abort(failure.getMessage)
      failure.getMessage
    }

  protected def assertTold(messages: Seq[String], what: String): Unit = {
    assert(messages.exists(_.matches(s"(?s).*$what.*")), messages)
    messages.foreach(message => assert(message.matches("(?s).*[Rr]ank \\d \\(127.0.0.1:\\d+\\).*"), message))
  }

  private def vector(length: Int): FlatVector = FlatVector.allocate(length.toLong)

  for (count <- 2 to 4) {
    test(s"an all-reduce of vectors of unequal length is found out: $count ranks") {
      for ((most, one) <- Seq((1000, 1003), (10, 0), (1 << 19, (1 << 19) + 64))) {
        val told = failures(count) { t =>
          t.step(3)
          Collectives.over(t).allReduce().sum(vector(if (t.rank == 1) one else most))
        }
        assertTold(
          told,
          "(it sent \\d+ bytes where \\d+ are expected|it is at step (1000, this rank at step 3|3, this rank at step 1000)).*"
        )
      }
    }

    test(s"a rank that is a step ahead is found out: $count ranks") {
      val told = failures(count) { t =>
        t.step(if (t.rank == 1) 4 else 3)
        Collectives.over(t).allReduce().sum(vector(1000))
      }
      assertTold(
        told,
        "it is at step (4, this rank at step 3|3, this rank at step 4).*the same calls in the.*"
      )
    }
  }

  test("a sum with a rank that sends and receives is found out") {
    val told = failures(2) { t =>
      if (t.rank == 0) t.sumWith(1, vector(1000))
      else {
        t.send(0, vector(1000))
        t.receive(0, vector(1000), Combine.COPY)
      }
    }
    assertTold(
      told,
      "a different call than this rank: its message is (SUM, expected DATA|DATA, expected SUM) \\(all ranks must.*"
    )
  }

  test("an all-reduce among ranks of which one broadcasts is found out") {
    val found = new CountDownLatch(1)
    val told = failures(2) { t =>
      if (t.rank == 0) {
        Collectives.over(t).broadcast().from(0, vector(1000))
        // What is sent is out of this rank's hands: it goes on to its next step only once the other has looked.
        assert(found.await(20, TimeUnit.SECONDS))
      } else {
        try Collectives.over(t).allReduce().sum(vector(1000))
        finally found.countDown()
      }
    }
    assertTold(
      told,
      "a different call than this rank: its message is (SUM, expected DATA|DATA, expected SUM).*"
    )
  }
}

class TcpDisagreementSuite extends AnyFunSuite with DisagreementContract {

  private def settingsWith(rank: Int, options: TransportOptions): Settings = {
    val base = settings(rank)
    new Settings(
      base.rank,
      base.host,
      base.identity,
      base.secret,
      base.timeouts,
      options,
      base.cancelled
    )
  }

  test("checksums on one side only are found out on both") {
    val told = withRanks(
      2,
      rank =>
        settingsWith(
          rank,
          TransportOptions.DEFAULT
            .withLinks(Collections.singleton(LinkKind.TCP))
            .withChecksums(
              if (rank == 0) TransportOptions.Checksums.ALWAYS else TransportOptions.Checksums.OFF
            )
        )
    ) { t =>
      val failure = intercept[TransportException](t.sumWith(1 - t.rank, FlatVector.allocate(10)))
      t.abort(failure.getMessage)
      failure.getMessage
    }
    assertTold(told, "violated the protocol at step 0: a frame (without|with) a checksum of its payload")
  }
}

class ShmDisagreementSuite extends AnyFunSuite with DisagreementContract with OverSharedMemory

class LocalDisagreementSuite extends AnyFunSuite with DisagreementContract with InOneProcess
