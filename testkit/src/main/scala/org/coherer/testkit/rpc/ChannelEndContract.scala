package org.coherer.testkit.rpc

import java.nio.ByteBuffer
import java.time.Duration
import java.util.Arrays
import java.util.concurrent.{CompletableFuture, CountDownLatch}
import java.util.concurrent.atomic.{AtomicBoolean, AtomicInteger, AtomicReference}

import org.coherer.testkit.transport.Holdings
import org.coherer.training.rpc.{Request, RequestClient, RequestHandler}
import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.{RunIdentity, TransportException, TransportSettings}
import org.scalatest.funsuite.AnyFunSuite

/** How every channel begins and ends. A suite mixes this in and says how both ends are opened. */
trait ChannelEndContract extends WithChannels { this: AnyFunSuite =>

  /** Ends a client in some way while one request is under way and another one has to wait. */
  private def endsBoth(settingsOf: Int => TransportSettings = number => settings(number))(
      end: (Channel, RequestClient) => Unit
  )(message: Channel => String): Unit = {
    val keeper = new Keeper
    withServer(keeper, Bounds(requests = 1), settingsOf) { channel =>
      val client = channel.connect()
      val first = full(client, keeper)
      val second = new AtomicReference[CompletableFuture[java.lang.Long]]
      val sender = inThread(second.set(send(client, 2, bytes(2))))
      blocked(sender)
      end(channel, client)
      sender.join(patience.toMillis)
      Seq(first, second.get, send(client, 3, bytes(3))).foreach { future =>
        assert(transportFailure(future) == message(channel))
      }
      assert(keeper.nextGone()._1 == Client)
      client.close()
      client.close()
    }
  }

  test("a close ends all that is under way or waits") {
    endsBoth()((_, client) => client.close())(c => s"Client $Client of s${serverName(c)} was closed")
  }

  test("a cancellation ends all that is under way or waits") {
    val cancelled = new AtomicBoolean
    endsBoth(number => settings(number, cancelled = () => number == Client && cancelled.get)) { (_, _) =>
      cancelled.set(true)
    }(c => s"Client $Client of s${serverName(c)} was cancelled")
  }

  test("a server that is closed is lost to its clients, by name") {
    endsBoth()((channel, _) => channel.server.close())(c => s"Lost s${serverName(c)}: connection closed")
  }

  test("a server that is cancelled is lost to its clients") {
    val cancelled = new AtomicBoolean
    endsBoth(number => settings(number, cancelled = () => number == Server && cancelled.get)) { (_, _) =>
      cancelled.set(true)
    }(c => s"Lost s${serverName(c)}: connection closed")
  }

  test("a server learns once that a client is gone, after its last request, and answers go nowhere") {
    val keeper = new Keeper
    withServer(keeper) { channel =>
      val Seq(first, second) = Seq(1, 2).map(channel.connect)
      val lost = send(first, 1, ByteBuffer.wrap(pattern(100000, 1)))
      val request = keeper.next()
      first.close()
      assert(transportFailure(lost).contains("was closed"))
      assert(keeper.nextGone() == ((1, request.connection)))
      assert(Arrays.equals(arrayOf(request.body), pattern(100000, 1)), "valid until it is answered")
      request.answer(ByteBuffer.allocate(100000))
      request.refuse("again")
      val next = send(second, 2, bytes(2))
      keeper.next().answer()
      assert(result(next) == 0)
      assert(keeper.gone.isEmpty)
    }
    assert(keeper.nextGone()._1 == 2)
    assert(keeper.gone.isEmpty && keeper.kept.isEmpty)
  }

  test("a server's close waits for its handler, which is not called any more") {
    val inside = new CountDownLatch(1)
    val release = new CountDownLatch(1)
    val calls = new AtomicInteger
    val gone = new AtomicInteger
    val slow = new RequestHandler {
      override def handle(request: Request): Unit = {
        calls.incrementAndGet()
        inside.countDown()
        await(release)
        request.answer()
      }
      override def disconnected(client: Int, connection: Long): Unit = gone.incrementAndGet()
    }
    withServer(slow) { channel =>
      val client = channel.connect()
      val answers = Seq.fill(3)(send(client, 1, bytes(1)))
      await(inside)
      val closed = new AtomicBoolean
      val closer = inThread { channel.server.close(); closed.set(true) }
      answers.foreach(transportFailure)
      blocked(closer)
      assert(!closed.get && gone.get == 0)
      release.countDown()
      closer.join(patience.toMillis)
      assert(closed.get && calls.get == 1 && gone.get == 1)
      channel.server.close()
    }
  }

  test("a handler may close its own server") {
    val closed = new CountDownLatch(1)
    val server = new AtomicReference[() => Unit]
    withServer(handler { _ => server.get.apply(); closed.countDown() }) { channel =>
      server.set(() => channel.server.close())
      assert(transportFailure(send(channel.connect(), 1, bytes())).startsWith("Lost server"))
      await(closed)
    }
  }

  test("another secret, run, attempt or server is refused, and the server goes on") {
    withServer(echo) { channel =>
      def refused(as: TransportSettings, to: Int = Server): String =
        intercept[TransportException](channel.connectWith(as, to)).getMessage
      val hello = "The other side refused the hello .*"
      val me = s"Client $Client cannot connect to server \\d \\(127.0.0.1:${channel.server.port}\\): "
      assert(refused(settings(Client, secret = RunSecret.random())).matches(me + ".* refused the proof .*"))
      assert(refused(settings(Client, identity = new RunIdentity(1, 1))).matches(me + hello))
      assert(refused(settings(Client, identity = new RunIdentity(0x5eed, 0))).matches(me + hello))
      assert(refused(settings(Client), to = Server + 1).matches(me + hello))
      assert(result(send(channel.connect(), 1, bytes(1), ByteBuffer.allocate(1))) == 1)
    }
  }

  test("a server that is gone cannot be connected to") {
    withServer(echo) { channel =>
      channel.server.close()
      val e = intercept[TransportException](channel.connect())
      assert(e.getMessage.matches(s"Client $Client cannot connect to server $Server .*: Connection refused"))
    }
  }

  private def runOnce(i: Int): Unit = {
    val keeper = new Keeper
    withServer(keeper) { channel =>
      val clients = (1 to 3).map(channel.connect)
      val answers = clients.map { client =>
        val size = i * 1000
        send(client, i, filled(size, i, direct = i % 2 == 0), ByteBuffer.allocate(size))
      }
      val requests = answers.map(_ => keeper.next())
      if (i % 3 == 0) clients.foreach(_.close())
      if (i % 5 == 0) channel.server.close()
      requests.foreach(r => r.answer(r.body))
      answers.foreach(answer =>
        try result(answer)
        catch { case _: java.util.concurrent.ExecutionException => }
      )
    }
  }

  test("50 runs, in which some end early, leave nothing behind") {
    (1 to 10).foreach(runOnce)
    val before = Holdings.settled(Holdings(Nil, Map(), 0, Map()), Duration.ofMillis(300))
    (1 to 50).foreach(runOnce)
    val after = Holdings.settled(before, Duration.ofSeconds(10))
    assert(after.within(before), s"held before: $before; after: $after")
    assert(after.threads.isEmpty)
  }
}
