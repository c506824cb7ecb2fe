package org.coherer.training.driver

import java.io.IOException
import java.net.Socket
import java.time.temporal.ChronoUnit
import java.time.{Duration, Instant}
import java.util.concurrent.{CompletableFuture, LinkedBlockingQueue, TimeUnit}

import scala.util.Try

import org.coherer.training.event.{RunEvent, StepsTraced, TrainingEvent, TrainingHistory, TrainingListener}
import org.coherer.training.trace.Span
import org.coherer.training.transport.auth.{Handshake, Hello, Purpose, RunSecret}
import org.scalatest.concurrent.Eventually.{eventually, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

class DriverEndpointSuite extends AnyFunSuite {

  private val Token = 7L
  private val secret = RunSecret.random()
  private val access = new RunAccess(Token, secret, false)

  private val patience = Duration.ofSeconds(60)

  private def withEndpoint(use: (DriverEndpoint, LinkedBlockingQueue[RunEvent]) => Unit): Unit = {
    val received = new LinkedBlockingQueue[RunEvent]()
    val listener: TrainingListener = event => received.add(event)
    val endpoint = DriverEndpoint.open("127.0.0.1", "127.0.0.1", access, listener)
    try use(endpoint, received)
    finally endpoint.close()
  }

  private def channel(endpoint: DriverEndpoint, rank: Int = 0) =
    new DriverChannel(new DriverAddress(endpoint.host(), endpoint.port(), access), rank, 0, "here", patience)

  private val event =
    new TrainingEvent.EpochCompleted(1, 0.5, 10, 0, 0.1, new TrainingHistory.Times(2.0, 0, 2.0, 0, 0))

  private def next(received: LinkedBlockingQueue[RunEvent]): RunEvent = received.poll(10, TimeUnit.SECONDS)

  private def assertReceived(received: LinkedBlockingQueue[RunEvent]): Unit =
    assert(next(received).event() == event)

  test("what a task reports is received, even after its channel has closed") {
    withEndpoint { (endpoint, received) =>
      val task = channel(endpoint)
      task.onEvent(event)
      task.close()
      assertReceived(received)
    }
  }

  test("events carry the id of the run, and the time at which the rank reported them") {
    withEndpoint { (endpoint, received) =>
      val before = Instant.now()
      val task = channel(endpoint)
      task.onEvent(event)
      val after = Instant.now()
      val found = next(received)
      assert(found.runId() == "7")
      assert(!found.time().isBefore(before.truncatedTo(ChronoUnit.MICROS)) && !found.time().isAfter(after))
      task.close()
    }
  }

  test("what other ranks report before the run has started is received after its start") {
    withEndpoint { (endpoint, received) =>
      val traced = new StepsTraced(1, 1, 2, java.util.Collections.emptyList[Span]())
      val started = new TrainingEvent.RunStarted(java.util.Collections.emptyList(), 1, 1, 1)
      val (zero, one) = (channel(endpoint), channel(endpoint, rank = 1))
      one.onEvent(traced)
      one.close()
      zero.onEvent(started)
      zero.onEvent(event)
      zero.close()
      val first = Seq.fill(2)(next(received).event())
      // Connections race each other; whichever came first, the start is received before the trace.
      assert(first.head == started && first.contains(traced) || first == Seq(started, event))
    }
  }

  test("unauthenticated peers are refused, and reports still arrive") {
    withEndpoint { (endpoint, received) =>
      def refused(secret: RunSecret, hello: Hello): Unit = {
        val socket = new Socket(endpoint.host(), endpoint.port())
        try intercept[IOException](Handshake.client(secret, hello).over(socket, Duration.ofSeconds(5)))
        finally socket.close()
      }
      refused(RunSecret.random(), new Hello(Purpose.EVENTS_TO_DRIVER, Token, 0, 0, Hello.DRIVER))
      refused(secret, new Hello(Purpose.EVENTS_TO_DRIVER, Token + 1, 0, 0, Hello.DRIVER))
      refused(secret, new Hello(Purpose.RANK_TO_RANK, Token, 0, 0, 1))
      refused(secret, new Hello(Purpose.REQUESTS, Token, 0, 0, 1))
      val scanner = new Socket(endpoint.host(), endpoint.port())
      scanner.getOutputStream.write(("GET / HTTP/1.1\r\n" * 20).getBytes)
      val task = channel(endpoint)
      task.onEvent(event)
      assertReceived(received)
      task.close()
      scanner.close()
      assert(received.isEmpty)
    }
  }

  test("the failure that a rank reports is described") {
    withEndpoint { (endpoint, _) =>
      val task = channel(endpoint, rank = 1)
      task.reportFailure(new IllegalStateException("outer", new IOException("inner")))
      task.close()
      endpoint.close()
      assert(
        endpoint
          .describeFailure(new Exception("spark's"))
          .matches(
            "Training failed on rank 1 \\(.*, process \\d+, attempt 1\\): " +
              "java.lang.IllegalStateException: outer; caused by java.io.IOException: inner"
          )
      )
    }
  }

  private def waitFor(endpoint: DriverEndpoint, longest: Duration) =
    new DriverWait(new DriverAddress(endpoint.host(), endpoint.port(), access), 1, 0, longest)

  test("a task that waits learns at once that the run is over, and does not hold up its end") {
    withEndpoint { (endpoint, _) =>
      val waits = waitFor(endpoint, Duration.ofMinutes(1))
      val told = CompletableFuture.supplyAsync[(Boolean, Long)](() => {
        val over = waits.await(() => true)
        (over, System.nanoTime())
      })
      assert(Try(told.get(500, TimeUnit.MILLISECONDS)).isFailure)
      val start = System.nanoTime()
      endpoint.close()
      assert(System.nanoTime() - start < 1000000000L)
      val (over, nanos) = told.get(5, TimeUnit.SECONDS)
      assert(over && nanos - start < 1000000000L)
      assert(waits.await(() => true), "there is no driver any more")
    }
  }

  test("a task waits no longer than it wants, nor than it may") {
    withEndpoint { (endpoint, _) =>
      var asked = 0
      assert(!waitFor(endpoint, Duration.ofMinutes(1)).await { () => asked += 1; asked < 3 })
      val start = System.nanoTime()
      assert(waitFor(endpoint, Duration.ofMillis(300)).await(() => true))
      assert(System.nanoTime() - start >= 300000000L)
    }
  }

  for (encrypted <- Seq(false, true))
    test(s"rank 0 takes a wish for a checkpoint once, encrypted $encrypted") {
      val hidden = new RunAccess(Token, secret, encrypted)
      val endpoint = DriverEndpoint.open("127.0.0.1", "127.0.0.1", hidden, _ => ())
      val address = new DriverAddress(endpoint.host(), endpoint.port(), hidden)
      assert(!endpoint.askForCheckpoint(), "nobody is there")
      val ranks = Seq(0, 1).map(new DriverChannel(address, _, 0, "here", Duration.ofMillis(80)))
      try {
        eventually(timeout(5.seconds))(assert(endpoint.askForCheckpoint()))
        eventually(timeout(5.seconds))(assert(ranks(0).takeCheckpointWish()))
        assert(ranks.forall(!_.takeCheckpointWish()))
      } finally {
        ranks.foreach(_.close())
        eventually(timeout(5.seconds))(assert(!endpoint.askForCheckpoint()))
        endpoint.close()
      }
    }

  test("a process that waits answers what it is asked, and nobody waits for one that does not") {
    withEndpoint { (endpoint, _) =>
      val stuck = new java.util.concurrent.CountDownLatch(1)
      def answer(question: Array[Byte]): Array[Byte] = {
        if (question(0) == 2) stuck.await()
        question ++ question
      }
      val waits = waitFor(endpoint, Duration.ofMinutes(1))
      val over =
        CompletableFuture.supplyAsync[Boolean](() => waits.await(() => true, question => answer(question)))
      val keepers = endpoint.keepers()
      eventually(timeout(5.seconds))(assert(keepers.connected().size == 1))
      val keeper = keepers.connected().get(0)
      def ask(question: Byte, within: Duration) = {
        keeper.ask(Array(question))
        keeper.answer(within)
      }
      assert(ask(1, patience).get().toSeq == Seq[Byte](1, 1))
      assert(!ask(2, Duration.ofMillis(100)).isPresent)
      stuck.countDown()
      endpoint.close()
      assert(over.get(5, TimeUnit.SECONDS))
      val start = System.nanoTime
      assert(!ask(1, patience).isPresent && System.nanoTime - start < 1000000000L, "nobody is waited for")
      assert(keepers.connected().isEmpty)
    }
  }

  test("a driver that cannot be reached delays nobody") {
    var port = 0
    withEndpoint((endpoint, _) => port = endpoint.port())
    val task = new DriverChannel(new DriverAddress("127.0.0.1", port, access), 0, 0, "here", patience)
    val start = System.nanoTime()
    for (_ <- 1 to 1000) task.onEvent(event)
    task.close()
    assert(System.nanoTime() - start < 10000000000L)
  }

  test("however many connect and say nothing, reports arrive at once") {
    withEndpoint { (endpoint, received) =>
      val silent = Seq.fill(200)(new Socket(endpoint.host(), endpoint.port()))
      try {
        val task = channel(endpoint, rank = 1)
        val start = System.nanoTime()
        val other = channel(endpoint)
        other.onEvent(event)
        assertReceived(received)
        assert(System.nanoTime() - start < 3000000000L)
        Seq(task, other).foreach(_.close())
      } finally silent.foreach(_.close())
    }
  }

  test("a task that says nothing else still shows that it is alive, until it ends") {
    withEndpoint { (endpoint, _) =>
      val address = new DriverAddress(endpoint.host(), endpoint.port(), access)
      val task = new DriverChannel(address, 1, 3, "here", Duration.ofMillis(80))
      def last = endpoint.signs().lastNanos(3, 1)
      def await(holds: => Boolean): Unit = {
        val end = System.nanoTime() + 10000000000L
        while (!holds && System.nanoTime() < end) Thread.`yield`()
        assert(holds)
      }
      await(last.isPresent)
      assert(endpoint.signs().isAnyConnected)
      val first = last.getAsLong
      await(last.getAsLong - first > 60000000L)
      assert(!endpoint.signs().lastNanos(3, 0).isPresent && !endpoint.signs().started(3))
      task.close()
      await(!last.isPresent)
      assert(!endpoint.signs().isAnyConnected)
    }
  }
}
