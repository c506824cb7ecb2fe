package org.coherer.training.driver

import java.io.IOException
import java.net.Socket
import java.time.Duration
import java.util.concurrent.{LinkedBlockingQueue, TimeUnit}

import org.coherer.training.event.{TrainingEvent, TrainingHistory, TrainingListener}
import org.coherer.training.transport.auth.{Handshake, Hello, Purpose, RunSecret}
import org.scalatest.funsuite.AnyFunSuite

class DriverEndpointSuite extends AnyFunSuite {

  private val Token = 7L
  private val secret = RunSecret.random()
  private val access = new RunAccess(Token, secret, false)

  private def withEndpoint(use: (DriverEndpoint, LinkedBlockingQueue[TrainingEvent]) => Unit): Unit = {
    val heard = new LinkedBlockingQueue[TrainingEvent]()
    val listener: TrainingListener = event => heard.add(event)
    val endpoint = DriverEndpoint.open("127.0.0.1", "127.0.0.1", 2, access, listener)
    try use(endpoint, heard)
    finally endpoint.close()
  }

  private def channel(endpoint: DriverEndpoint, rank: Int = 0) =
    new DriverChannel(new DriverAddress(endpoint.host(), endpoint.port(), access), rank, 0, "here")

  private val event =
    new TrainingEvent.EpochCompleted(1, 0.5, 10, 0, 0.1, new TrainingHistory.Times(2.0, 0, 2.0, 0, 0))

  private def assertHeard(heard: LinkedBlockingQueue[TrainingEvent]): Unit =
    assert(heard.poll(10, TimeUnit.SECONDS) == event)

  test("what a task reports is heard, also after its channel has closed") {
    withEndpoint { (endpoint, heard) =>
      val task = channel(endpoint)
      task.onEvent(event)
      task.close()
      assertHeard(heard)
    }
  }

  test("what other ranks tell before the run has started is heard after that") {
    withEndpoint { (endpoint, heard) =>
      val waited = new TrainingEvent.DataWaited(1, 1, 0.5, 2)
      val started = new TrainingEvent.RunStarted(java.util.Collections.emptyList(), 1, 1, 1)
      val (zero, one) = (channel(endpoint), channel(endpoint, rank = 1))
      one.onEvent(waited)
      one.close()
      zero.onEvent(started)
      zero.onEvent(event)
      zero.close()
      val first = Seq.fill(2)(heard.poll(10, TimeUnit.SECONDS))
      // Connections race each other; whichever came first, the start is heard before the wait.
      assert(first.head == started && first.contains(waited) || first == Seq(started, event))
    }
  }

  test("strangers are turned away, and reports still come") {
    withEndpoint { (endpoint, heard) =>
      def knock(secret: RunSecret, hello: Hello): Unit = {
        val socket = new Socket(endpoint.host(), endpoint.port())
        try intercept[IOException](Handshake.client(secret, hello).over(socket, Duration.ofSeconds(5)))
        finally socket.close()
      }
      knock(RunSecret.random(), new Hello(Purpose.EVENTS_TO_DRIVER, Token, 0, 0, Hello.DRIVER))
      knock(secret, new Hello(Purpose.EVENTS_TO_DRIVER, Token + 1, 0, 0, Hello.DRIVER))
      knock(secret, new Hello(Purpose.RANK_TO_RANK, Token, 0, 0, 1))
      val scanner = new Socket(endpoint.host(), endpoint.port())
      scanner.getOutputStream.write(("GET / HTTP/1.1\r\n" * 20).getBytes)
      val task = channel(endpoint)
      task.onEvent(event)
      assertHeard(heard)
      task.close()
      scanner.close()
      assert(heard.isEmpty)
    }
  }

  test("a failure that a rank reports is the one that is told") {
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

  test("a driver that cannot be reached holds nobody up") {
    var port = 0
    withEndpoint((endpoint, _) => port = endpoint.port())
    val task = new DriverChannel(new DriverAddress("127.0.0.1", port, access), 0, 0, "here")
    val start = System.nanoTime()
    for (_ <- 1 to 1000) task.onEvent(event)
    task.close()
    assert(System.nanoTime() - start < 10000000000L)
  }
}
