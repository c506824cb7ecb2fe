package org.coherer.testkit.transport

import java.time.Duration
import java.util.Arrays
import java.util.concurrent.{CountDownLatch, TimeUnit}
import java.util.concurrent.locks.LockSupport
import java.util.concurrent.atomic.{AtomicBoolean, AtomicLong, AtomicReference}

import org.coherer.training.transport.Transport.Combine
import org.coherer.training.transport.{LinkKind, SentBytes, Transport, TransportException}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** What every transport must do. A suite mixes this in and says how ranks are connected. */
trait TransportContract extends WithRanks { this: AnyFunSuite =>

  /** Two sizes around nothing, odd ones, around a power of two, and larger than any socket buffer. */
  private val lengths = Seq(0, 1, 7, 1023, 65536 + 1, 1 << 20)

  private def ramp(length: Int, start: Int): FlatVector = {
    val values = Array.tabulate(length)(i => ((start + i) % 8191).toFloat)
    FlatVector.of(values: _*)
  }

  private def zeros(length: Int): FlatVector = FlatVector.allocate(length.toLong)

  /** Sends a message that the other side does not accept; over some links, this side then fails as well. */
  private def sendInVain(t: Transport, to: Int, vector: FlatVector): Unit =
    try t.send(to, vector)
    catch {
      case e: TransportException =>
        assert(e.getMessage.contains(s"rank $to") || e.getMessage.contains(s"Rank $to"))
    }

  private def failureOf(body: => Unit): TransportException = intercept[TransportException](body)

  test("a message arrives whole, whatever its length") {
    for (length <- lengths) {
      withRanks(2) { t =>
        if (t.rank == 0) t.send(1, ramp(length, 3))
        else {
          val in = zeros(length)
          t.receive(0, in, Combine.COPY)
          assert(Arrays.equals(in.toArray, ramp(length, 3).toArray))
        }
      }
    }
  }

  test("a received value is added where that is asked for") {
    for (length <- lengths) {
      withRanks(2) { t =>
        if (t.rank == 1) t.send(0, ramp(length, 5))
        else {
          val in = ramp(length, 1)
          t.receive(1, in, Combine.ADD)
          val expected = ramp(length, 1)
          expected.add(ramp(length, 5))
          assert(Arrays.equals(in.toArray, expected.toArray))
        }
      }
    }
  }

  test("two ranks exchange more than the sockets hold, both ways at once") {
    val length = 6 << 20
    withRanks(2) { t =>
      val in = zeros(length)
      t.exchange(1 - t.rank, ramp(length, t.rank), 1 - t.rank, in, Combine.COPY)
      assert(Arrays.equals(in.toArray, ramp(length, 1 - t.rank).toArray))
    }
  }

  test("a vector in odd segments is sent from and received into its own memory") {
    def odd(vector: FlatVector, cut: Long): FlatVector =
      FlatVector.concat(vector.slice(0, cut), vector.slice(cut, vector.length - cut))
    for (combine <- Combine.values) {
      withRanks(3) { t =>
        val in = zeros(200001)
        val to = (t.rank + 1) % 3
        val from = (t.rank + 2) % 3
        t.exchange(to, odd(ramp(200001, t.rank), 70003), from, odd(in, 13), combine)
        assert(Arrays.equals(in.toArray, ramp(200001, from).toArray))
      }
    }
  }

  test("the bytes of vectors that are sent are counted, by the kind of link") {
    def totals = LinkKind.values().toSeq.map(kind => kind -> SentBytes.over(kind).total()).toMap
    val before = totals
    val kinds = withRanks(2) { t =>
      t.exchange(1 - t.rank, ramp(1000, t.rank), 1 - t.rank, zeros(1000), Combine.COPY)
      t.sumWith(1 - t.rank, ramp(500, 0))
      t.link(1 - t.rank)
    }
    val sent = totals.map { case (kind, total) => kind -> (total - before(kind)) }
    assert(sent.values.sum == 2 * (1000 + 500) * 4)
    assert(sent(kinds.head) == sent.values.sum)
  }

  test("messages arrive in the order in which they were sent") {
    withRanks(2) { t =>
      for (i <- 0 until 500) {
        t.step(i / 3L)
        if (t.rank == 0) t.send(1, FlatVector.of(i.toFloat))
        else {
          val in = zeros(1)
          t.receive(0, in, Combine.COPY)
          assert(in.get(0) == i.toFloat)
        }
      }
    }
  }

  test("early messages of other ranks wait until they are awaited") {
    withRanks(4) { t =>
      if (t.rank > 0) t.send(0, ramp(10000, t.rank))
      else
        Seq(3, 1, 2).foreach { from =>
          val in = zeros(10000)
          t.receive(from, in, Combine.COPY)
          assert(Arrays.equals(in.toArray, ramp(10000, from).toArray))
        }
    }
  }

  test("a message of another length is an error that names both") {
    withRanks(2) { t =>
      if (t.rank == 0) sendInVain(t, 1, zeros(7))
      else {
        val e = failureOf(t.receive(0, zeros(8), Combine.COPY))
        assert(e.getMessage.contains("it sent 28 bytes where 32 are expected"))
        assert(e.getMessage.contains("Rank 0 (127.0.0.1:"))
      }
    }
  }

  test("a message of another step is an error that names both") {
    withRanks(2) { t =>
      t.step(11L + t.rank)
      if (t.rank == 0) sendInVain(t, 1, zeros(1))
      else {
        val e = failureOf(t.receive(0, zeros(1), Combine.COPY))
        assert(e.getMessage.contains("it is at step 11, this rank at step 12"))
      }
    }
  }

  test("an abort ends the wait for a third rank at once, with the cause") {
    val waitersDone = new CountDownLatch(2)
    withRanks(4) { t =>
      t.step(12)
      t.rank match {
        case 0 => t.abort("loss is NaN in row 7 \u2620")
        case 3 => waitersDone.await()
        case _ =>
          val start = System.nanoTime
          val e = failureOf(t.receive(3, zeros(1), Combine.COPY))
          waitersDone.countDown()
          assert(e.getMessage.matches("Rank 0 \\(127.0.0.1:\\d+\\) aborted at step 12: .*row 7 \u2620"))
          assert(System.nanoTime - start < 5e9)
          val again = failureOf(t.send(0, zeros(1)))
          assert(again.getMessage == e.getMessage, "the first cause is kept")
      }
    }
  }

  test("a rank that only checks moves nothing, and notices an abort with its cause") {
    val othersDone = new CountDownLatch(2)
    withRanks(3) { t =>
      t.step(4)
      val (next, before) = ((t.rank + 1) % 3, (t.rank + 2) % 3)
      for (round <- 1 to 20) {
        t.check()
        val in = zeros(3)
        t.exchange(next, ramp(3, round + t.rank), before, in, Combine.COPY)
        t.check()
        assert(Arrays.equals(in.toArray, ramp(3, round + before).toArray))
      }
      if (t.rank == 2) {
        othersDone.await()
        t.abort("loss is NaN")
      } else {
        othersDone.countDown()
        val start = System.nanoTime
        val e = failureOf(while (System.nanoTime - start < 5e9) t.check())
        assert(e.getMessage.matches("Rank 2 \\(127.0.0.1:\\d+\\) aborted at step 4: loss is NaN"), e)
        assert(failureOf(t.check()).getMessage == e.getMessage)
      }
    }
  }

  test("a check of an interrupted rank fails, and one that is alone has nobody to lose") {
    withRanks(2) { t =>
      if (t.rank == 0) {
        Thread.currentThread.interrupt()
        assert(failureOf(t.check()).getMessage == "Rank 0 was interrupted at step 0")
        assert(Thread.interrupted())
      }
    }
    withRanks(1)(_.check())
  }

  test("a call that is cancelled ends at once, and the others can still be told why") {
    withRanks(3) { t =>
      t.step(7)
      if (t.rank == 0) {
        val waiting = new CountDownLatch(1)
        val canceller = new Thread(() => { waiting.await(); while (!Thread.interrupted()) t.cancel() })
        canceller.start()
        waiting.countDown()
        val e = failureOf(t.receive(1, zeros(1), Combine.COPY))
        canceller.interrupt()
        canceller.join()
        assert(e.getMessage == "Rank 0 was cancelled at step 7")
        t.abort("no more memory")
      } else {
        val e = failureOf(t.receive(0, zeros(1), Combine.COPY))
        assert(e.getMessage.matches("Rank 0 \\(127.0.0.1:\\d+\\) aborted at step 7: no more memory"), e)
      }
    }
  }

  test("why a rank was lost is what another one says shortly after") {
    val lost = new CountDownLatch(1)
    withRanks(3) { t =>
      t.step(9)
      t.rank match {
        case 0 =>
          lost.await()
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20))
          t.abort("no more memory")
        case 1 =>
          val canceller = new Thread(() => while (!Thread.interrupted()) t.cancel())
          canceller.start()
          failureOf(t.receive(0, zeros(1), Combine.COPY))
          canceller.interrupt()
          canceller.join()
          t.close()
          lost.countDown()
        case _ =>
          val e = failureOf(t.receive(1, zeros(1), Combine.COPY))
          assert(e.getMessage.matches("Rank 0 \\(127.0.0.1:\\d+\\) aborted at step 9: no more memory"), e)
      }
    }
  }

  test("a cancellation while no call is under way has no effect") {
    withRanks(2) { t =>
      t.cancel()
      val in = zeros(5)
      t.exchange(1 - t.rank, ramp(5, t.rank), 1 - t.rank, in, Combine.COPY)
      t.cancel()
      assert(Arrays.equals(in.toArray, ramp(5, 1 - t.rank).toArray))
    }
  }

  test("the reason of an abort is cut to 16 KiB") {
    withRanks(2) { t =>
      if (t.rank == 0) t.abort("\u00e9" * 20000)
      else {
        val e = failureOf(t.receive(0, zeros(1), Combine.COPY))
        assert(e.getMessage.count(_ == '\u00e9') == 8192)
      }
    }
  }

  test("a rank that has aborted itself cannot go on") {
    withRanks(2) { t =>
      if (t.rank == 0) {
        t.abort("out of memory")
        val e = failureOf(t.receive(1, zeros(1), Combine.COPY))
        assert(e.getMessage == "Rank 0 (this one) aborted at step 0: out of memory")
      }
    }
  }

  test("a peer that lives but sends nothing times out after the message timeout") {
    val done = new CountDownLatch(1)
    withRanks(2, rank => settings(rank, messageTimeout = Duration.ofMillis(250))) { t =>
      t.step(1204)
      if (t.rank == 0) done.await()
      else {
        val e = failureOf(t.receive(0, zeros(3), Combine.COPY))
        done.countDown()
        assert(
          e.getMessage.matches(
            "Lost rank 0 \\(127.0.0.1:\\d+\\) at step 1204: no message for 250 ms \\(12 bytes awaited\\), though it is alive"
          )
        )
      }
    }
  }

  test("a peer that takes nothing times out after the message timeout") {
    val done = new CountDownLatch(1)
    withRanks(2, rank => settings(rank, messageTimeout = Duration.ofMillis(250))) { t =>
      if (t.rank == 0) done.await()
      else {
        val e = failureOf(t.send(0, zeros(16 << 20)))
        done.countDown()
        assert(e.getMessage.contains("nothing taken for 250 ms"))
      }
    }
  }

  test("a peer that is slow but alive is waited for beyond the peer timeout") {
    val peerTimeout = Duration.ofMillis(200)
    val waitingSince = new AtomicLong
    val waitedLong = new CountDownLatch(1)
    // A rank that waits asks this again and again: its own clock says when the peer has been slow.
    def watched(): Boolean = {
      val since = waitingSince.get
      if (since != 0 && System.nanoTime - since > 3 * peerTimeout.toNanos) waitedLong.countDown()
      false
    }
    withRanks(
      2,
      rank => settings(rank, peerTimeout = peerTimeout, cancelled = () => rank == 1 && watched())
    ) { t =>
      if (t.rank == 0) {
        waitedLong.await() // What a slow step is: nobody else looks after the connection meanwhile.
        t.send(1, FlatVector.of(3f))
      } else {
        val in = zeros(1)
        waitingSince.set(System.nanoTime)
        t.receive(0, in, Combine.COPY)
        assert(in.get(0) == 3f)
      }
    }
  }

  test("two ranks sum in place, and end with the same bits") {
    for (length <- lengths) {
      val sums = withRanks(2) { t =>
        val random = new scala.util.Random(t.rank.toLong)
        val vector = FlatVector.of(Array.fill(length)(random.nextFloat() - 0.5f): _*)
        t.sumWith(1 - t.rank, vector)
        vector.toArray
      }
      val inputs = (0 to 1).map { rank =>
        val random = new scala.util.Random(rank.toLong)
        Array.fill(length)(random.nextFloat() - 0.5f)
      }
      val expected = inputs(0).zip(inputs(1)).map { case (a, b) => a + b }
      sums.foreach(sum => assert(Arrays.equals(sum, expected), s"length $length"))
    }
  }

  test("sums, sends and receives can follow each other in any order") {
    withRanks(2) { t =>
      val other = 1 - t.rank
      for (round <- 1 to 50) {
        val sum = ramp(round * 100, t.rank)
        t.sumWith(other, sum)
        val in = zeros(round * 100)
        if (t.rank == 0) { t.send(other, sum); t.receive(other, in, Combine.COPY) }
        else { t.receive(other, in, Combine.COPY); t.send(other, in) }
        assert(Arrays.equals(in.toArray, sum.toArray))
      }
    }
  }

  test("a peer that closes is lost to who awaits it") {
    withRanks(2) { t =>
      if (t.rank == 1) {
        val e = failureOf(t.receive(0, zeros(1), Combine.COPY))
        assert(e.getMessage.matches("Lost rank 0 .* at step 0: it is done and has closed .*"))
      }
    }
  }

  test("a peer that is done and closes does not disturb others") {
    val closed = new CountDownLatch(1)
    withRanks(3) { t =>
      t.rank match {
        case 0 => t.close(); closed.countDown()
        case 1 => closed.await(); t.send(2, ramp(100000, 1))
        case 2 => t.receive(1, zeros(100000), Combine.COPY)
      }
    }
  }

  test("cancellation ends a wait") {
    val cancelled = new AtomicBoolean
    withRanks(2, rank => settings(rank, cancelled = () => rank == 1 && cancelled.get)) { t =>
      t.step(4)
      if (t.rank == 0) {
        cancelled.set(true)
        val e = failureOf(t.receive(1, zeros(1), Combine.COPY))
        assert(e.getMessage.contains("aborted at step 4: Rank 1 was cancelled"))
      } else {
        val e = failureOf(t.receive(0, zeros(1), Combine.COPY))
        assert(e.getMessage == "Rank 1 was cancelled at step 4")
        t.abort(e.getMessage)
      }
    }
  }

  test("an interrupt ends a wait, is kept, and does not keep the peers from being told") {
    val waiting = new AtomicReference[Thread]
    val ready = new CountDownLatch(1)
    withRanks(2) { t =>
      if (t.rank == 0) {
        ready.await()
        waiting.get.interrupt()
        val e = failureOf(t.receive(1, zeros(1), Combine.COPY))
        assert(e.getMessage.contains("aborted at step 0: Rank 1 was interrupted"))
      } else {
        waiting.set(Thread.currentThread)
        ready.countDown()
        val e = failureOf(t.receive(0, zeros(1), Combine.COPY))
        t.abort(e.getMessage)
        assert(e.getMessage == "Rank 1 was interrupted at step 0")
        assert(Thread.interrupted(), "the interrupt must be kept")
      }
    }
  }

  test("a close from another thread ends a call, and later calls fail too") {
    val transport = new AtomicReference[Transport]
    val ready = new CountDownLatch(1)
    val done = new CountDownLatch(1)
    withRanks(2) { t =>
      if (t.rank == 0) {
        ready.await()
        transport.get.close()
        done.await()
      } else {
        transport.set(t)
        ready.countDown()
        val first = failureOf(t.receive(0, zeros(1), Combine.COPY))
        assert(first.getMessage == "The transport of rank 1 was closed at step 0")
        assert(failureOf(t.send(0, zeros(1))).getMessage == first.getMessage)
        t.abort("too late to be told")
        t.close()
        done.countDown()
      }
    }
  }

  test("a rank alone needs nobody") {
    withRanks(1) { t =>
      assert((t.rank, t.worldSize) == ((0, 1)))
      t.abort("nobody hears")
    }
  }

  test("a peer outside the run, or this rank itself, is refused") {
    withRanks(2) { t =>
      for (rank <- Seq(-1, 2, t.rank)) {
        val e = intercept[IllegalArgumentException](t.send(rank, zeros(1)))
        assert(e.getMessage == s"Invalid peer $rank (must be in [0, 2) and not ${t.rank}, this rank)")
      }
    }
  }
}
