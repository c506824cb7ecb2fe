package org.coherer.testkit.rpc

import java.nio.{ByteBuffer, ByteOrder}
import java.time.Duration
import java.util.Arrays
import java.util.concurrent.{
  CompletableFuture,
  ConcurrentLinkedQueue,
  CountDownLatch,
  CyclicBarrier,
  TimeUnit
}
import java.util.concurrent.atomic.{AtomicBoolean, AtomicInteger, AtomicReference}

import org.coherer.training.rpc.RequestRefusedException
import org.scalatest.funsuite.AnyFunSuite

/** What becomes of requests on every channel. A suite mixes this in and says how both ends are opened. */
trait RequestContract extends WithChannels { this: AnyFunSuite =>

  private val sizes = Seq(0, 1, 7, 8191, 8192, 8193, 65536 + 1, (1 << 20) + 3, 5 << 20)

  test("a content arrives whole and comes back whole, whatever its length and wherever it lies") {
    withServer(echo) { channel =>
      val client = channel.connect()
      for (size <- sizes; direct <- Seq(false, true)) {
        val into = if (direct) ByteBuffer.allocateDirect(size + 5) else ByteBuffer.allocate(size + 5)
        assert(result(send(client, 1, filled(size, size, direct), into)) == size)
        assert(into.position() == 0 && into.limit() == size + 5)
        assert(Arrays.equals(arrayOf(into.limit(size)), pattern(size, size)), s"$size $direct")
      }
    }
  }

  test("contents in many buffers are one after the other, and positions stay") {
    withServer(echo) { channel =>
      val client = channel.connect()
      for (pieces <- Seq(3, 300)) {
        val length = 100003
        val whole = pattern(length, 9)
        def cut(allocate: Int => ByteBuffer): Array[ByteBuffer] =
          Array.tabulate(pieces) { i =>
            val from = (length.toLong * i / pieces).toInt
            val until = (length.toLong * (i + 1) / pieces).toInt
            val buffer = allocate(until - from + 11)
            buffer.position(4)
            buffer.limit(4 + until - from)
            buffer
          }
        val body = cut(n => if (n % 2 == 0) ByteBuffer.allocate(n) else ByteBuffer.allocateDirect(n))
        val into = cut(n => if (n % 3 == 0) ByteBuffer.allocate(n) else ByteBuffer.allocateDirect(n))
        var at = 0
        body.foreach { b =>
          val n = b.remaining; b.duplicate().put(whole, at, n); at += n
        }
        assert(result(client.send(2, body, into, patience)) == length)
        val back = ByteBuffer.allocate(length)
        into.foreach(b => back.put(b.duplicate()))
        assert(Arrays.equals(back.array, whole))
        assert((body ++ into).forall(_.position() == 4))
      }
    }
  }

  test("100 MB go there and back") {
    val length = 100 * 1000 * 1000
    withServer(echo, Bounds(content = 1 << 27)) { channel =>
      val body = filled(length, 3, direct = true)
      val into = ByteBuffer.allocate(length)
      assert(result(send(channel.connect(), 1, body, into)) == length)
      assert(body.mismatch(into) == -1)
    }
  }

  test("a server sees who asks, for what, and numbers in native order") {
    val keeper = new Keeper
    withServer(keeper) { channel =>
      val clients = Seq(5, 5, 6).map(channel.connect)
      val body = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder())
      body.putLong(0, 0x0102030405060708L)
      val seen = clients.map { client =>
        val answer = send(client, -12, body)
        val request = keeper.next()
        assert(request.method == -12)
        assert(request.body.position() == 0 && request.body.remaining == 8)
        assert(request.body.getLong(0) == 0x0102030405060708L)
        request.answer()
        assert(result(answer) == 0)
        (request.client, request.connection)
      }
      assert(seen.map(_._1) == Seq(5, 5, 6))
      assert(seen.map(_._2).distinct.size == 3)
    }
  }

  test("many requests are under way, and are answered in any order") {
    val keeper = new Keeper
    withServer(keeper) { channel =>
      val client = channel.connect()
      val count = 500
      val intos = Seq.fill(count)(ByteBuffer.allocate(4))
      val answers = intos.zipWithIndex.map { case (into, i) =>
        send(client, i, ByteBuffer.allocate(i % 40), into)
      }
      val requests = Seq.fill(count)(keeper.next())
      assert(requests.map(_.method) == (0 until count), "handled in the order in which they were sent")
      requests.reverse.foreach(r =>
        r.answer(ByteBuffer.allocate(4).putInt(0, r.method * 3 + r.body.remaining))
      )
      answers.foreach(answer => assert(result(answer) == 4))
      assert(intos.map(_.getInt(0)) == (0 until count).map(i => i * 3 + i % 40))
    }
  }

  test("requests of one connection are handled one after the other, of two at the same time") {
    val both = new CyclicBarrier(2)
    val inside = new AtomicInteger
    val most = new AtomicInteger
    val meeting = handler { request =>
      if (request.method == 1) both.await(20, TimeUnit.SECONDS)
      else {
        most.accumulateAndGet(inside.incrementAndGet(), (a, b) => math.max(a, b))
        Thread.`yield`()
        inside.decrementAndGet()
      }
      request.answer()
    }
    withServer(meeting) { channel =>
      val Seq(first, second) = Seq(1, 2).map(channel.connect)
      Seq(send(first, 1, bytes()), send(second, 1, bytes())).foreach(result)
      Seq.fill(200)(send(first, 2, bytes())).foreach(result)
      assert(most.get == 1)
    }
  }

  test("an answer that takes longer than the peer timeout is waited for") {
    val peerTimeout = Duration.ofMillis(200)
    val keeper = new Keeper
    withServer(keeper, settingsOf = number => settings(number, peerTimeout = peerTimeout)) { channel =>
      val into = ByteBuffer.allocate(1)
      val answer = send(channel.connect(), 1, bytes(1), into)
      val request = keeper.next()
      val start = System.nanoTime
      eventually(System.nanoTime - start > 5 * peerTimeout.toNanos)
      assert(!answer.isDone)
      request.answer(bytes(42))
      assert(result(answer) == 1 && into.get(0) == 42)
    }
  }

  test("a handler that blocks longer than the peer timeout loses no client") {
    val peerTimeout = Duration.ofMillis(200)
    val release = new CountDownLatch(1)
    val slow = handler { request => await(release); request.answer() }
    withServer(slow, settingsOf = number => settings(number, peerTimeout = peerTimeout)) { channel =>
      val answer = send(channel.connect(), 1, bytes(1))
      val start = System.nanoTime
      eventually(System.nanoTime - start > 4 * peerTimeout.toNanos)
      assert(!answer.isDone)
      release.countDown()
      assert(result(answer) == 0)
    }
  }

  test("a refusal has the server's message, and the connection goes on") {
    val refusing = handler { request =>
      request.method match {
        case 1 => request.refuse("row 12 is not here \u2620")
        case 2 => throw new IllegalStateException("broken")
        case 3 => throw new NullPointerException()
        case 4 => request.refuse("\u2620" * 100000)
        case _ => request.answer()
      }
    }
    withServer(refusing) { channel =>
      val client = channel.connect()
      def refusal(method: Int): String = {
        val e = failure(send(client, method, bytes(1)))
        assert(e.isInstanceOf[RequestRefusedException], e)
        e.getMessage
      }
      assert(refusal(1) == "row 12 is not here \u2620")
      assert(refusal(2) == "broken")
      assert(refusal(3).contains("NullPointerException"))
      assert(refusal(4).matches("\u2620{4096}"))
      assert(result(send(client, 5, bytes(1))) == 0)
    }
  }

  test("only the first answer counts") {
    val twice = handler { request =>
      request.answer(bytes(1))
      request.answer(bytes(2, 3))
      request.refuse("too late")
      throw new IllegalStateException("too late")
    }
    withServer(twice) { channel =>
      val client = channel.connect()
      for (_ <- 1 to 100) {
        val into = ByteBuffer.allocate(2)
        assert(result(send(client, 1, bytes(), into)) == 1 && into.get(0) == 1)
      }
    }
  }

  test("an answer longer than there is space for is an error, and the connection goes on") {
    withServer(echo) { channel =>
      val client = channel.connect()
      val into = ByteBuffer.allocate(4)
      val message = transportFailure(send(client, 8, bytes(1, 2, 3, 4, 5), into))
      assert(message == s"S${serverName(channel)} answered a request (method 8) with 5 bytes (at most 4)")
      assert(into == ByteBuffer.allocate(4))
      assert(result(send(client, 8, bytes(1, 2, 3, 4), into)) == 4)
    }
  }

  test("a request has a deadline, after which nothing is written any more") {
    val keeper = new Keeper
    withServer(keeper) { channel =>
      val client = channel.connect()
      val into = ByteBuffer.allocate(100000)
      val start = System.nanoTime
      val late = send(client, 6, bytes(1), into, deadline = Duration.ofMillis(120))
      assert(
        transportFailure(late) ==
          s"S${serverName(channel)} has not answered a request (method 6) within 120 ms"
      )
      assert(System.nanoTime - start >= 120e6 && System.nanoTime - start < 5e9)
      keeper.next().answer(ByteBuffer.wrap(pattern(100000, 1)))
      val next = send(client, 6, bytes(2))
      keeper.next().answer()
      assert(result(next) == 0)
      assert(into == ByteBuffer.allocate(100000))
    }
  }

  test("a deadline may be as long as there is time") {
    withServer(echo) { channel =>
      val forever = Duration.ofSeconds(Long.MaxValue)
      assert(result(send(channel.connect(), 1, bytes(), deadline = forever)) == 0)
    }
  }

  test("a slow server holds the sender up, by number and by bytes, and nothing is lost") {
    for ((bounds, size, most) <- Seq((Bounds(requests = 8), 10, 8), (Bounds(bytes = 1 << 20), 100000, 10))) {
      val keeper = new Keeper
      withServer(keeper, bounds) { channel =>
        val client = channel.connect()
        val sent = new AtomicInteger
        val answers = new ConcurrentLinkedQueue[CompletableFuture[java.lang.Long]]
        val sender = inThread {
          for (i <- 1 to 100) {
            answers.add(send(client, i, ByteBuffer.wrap(pattern(size, i))))
            sent.incrementAndGet()
          }
        }
        eventually(sent.get == most)
        blocked(sender)
        assert(sent.get == most && keeper.kept.size <= most)
        for (i <- 1 to 100) {
          val request = keeper.next()
          assert(request.method == i && Arrays.equals(arrayOf(request.body), pattern(size, i)))
          request.answer()
        }
        sender.join(patience.toMillis)
        answers.forEach(answer => assert(result(answer) == 0))
        assert(answers.size == 100)
      }
    }
  }

  test("space for answers counts as well, and what is larger than the bound is under way alone") {
    val keeper = new Keeper
    withServer(keeper, Bounds(bytes = 1000)) { channel =>
      val client = channel.connect()
      val first = send(client, 1, bytes(1), ByteBuffer.allocate(900))
      val next = new AtomicReference[CompletableFuture[java.lang.Long]]
      val sender = inThread(next.set(send(client, 2, ByteBuffer.wrap(pattern(5000, 1)))))
      keeper.next().answer(bytes(9))
      assert(result(first) == 1)
      sender.join(patience.toMillis)
      val request = keeper.next()
      assert(Arrays.equals(arrayOf(request.body), pattern(5000, 1)))
      request.answer()
      assert(result(next.get) == 0)
    }
  }

  test("many senders share a window") {
    withServer(echo, Bounds(requests = 4, bytes = 20000)) { channel =>
      val client = channel.connect()
      val done = new AtomicInteger
      val senders = (1 to 6).map(t =>
        inThread {
          for (i <- 1 to 200) {
            val size = (i * 37 + t) % 9000
            val into = ByteBuffer.allocate(size)
            assert(result(send(client, t, ByteBuffer.wrap(pattern(size, i)), into)) == size)
            assert(Arrays.equals(into.array, pattern(size, i)))
            done.incrementAndGet()
          }
        }
      )
      senders.foreach(_.join(patience.toMillis))
      assert(done.get == 1200)
    }
  }

  test("a sender that waits stops at its deadline, and at an interrupt, which is kept") {
    val keeper = new Keeper
    withServer(keeper, Bounds(requests = 1)) { channel =>
      val client = channel.connect()
      val first = send(client, 1, bytes(1))
      val request = keeper.next()
      val late = send(client, 2, bytes(2), deadline = Duration.ofMillis(50))
      assert(
        transportFailure(late) ==
          s"S${serverName(channel)} has so much to answer that no request (method 2) could be sent within 50 ms"
      )
      val failed = new AtomicReference[String]
      val kept = new AtomicBoolean
      val sender = inThread {
        val future = send(client, 3, bytes(3))
        kept.set(Thread.interrupted())
        failed.set(transportFailure(future))
      }
      blocked(sender)
      sender.interrupt()
      sender.join(patience.toMillis)
      assert(
        kept.get && failed.get == s"Client $Client of s${serverName(channel)} was interrupted while it waited to send"
      )
      request.answer()
      assert(result(first) == 0)
      val next = send(client, 4, bytes(4))
      keeper.next().answer()
      assert(result(next) == 0)
    }
  }

  test("an interrupted thread can send, and closes nothing") {
    withServer(echo) { channel =>
      val client = channel.connect()
      val answer = new AtomicReference[CompletableFuture[java.lang.Long]]
      inThread {
        Thread.currentThread.interrupt();
        answer.set(send(client, 1, filled(1 << 20, 1, direct = true), ByteBuffer.allocate(1 << 20)))
      }
        .join(patience.toMillis)
      assert(result(answer.get) == (1 << 20))
      assert(result(send(client, 1, bytes(1), ByteBuffer.allocate(1))) == 1)
    }
  }

  test("who follows up an answer may send the next request, however full the window is") {
    withServer(echo, Bounds(requests = 1)) { channel =>
      val client = channel.connect()
      def chain(left: Int): CompletableFuture[java.lang.Long] = {
        val answer = send(client, left, bytes(left), ByteBuffer.allocate(1))
        if (left == 0) answer else answer.thenCompose(_ => chain(left - 1))
      }
      assert(result(chain(100)) == 1)
    }
  }

  test("a content beyond the bound is refused before it is sent, and such an answer as well") {
    val long = handler(request => request.answer(ByteBuffer.allocate(request.method)))
    withServer(long, Bounds(content = 1000)) { channel =>
      val client = channel.connect()
      val e = intercept[IllegalArgumentException](send(client, 1, ByteBuffer.allocate(1001)))
      assert(e.getMessage == "Invalid request of 1001 bytes (must be at most 1000)")
      assert(result(send(client, 1000, ByteBuffer.allocate(1000), ByteBuffer.allocate(5000))) == 1000)
      val tooLong = transportFailure(send(client, 1001, bytes(), ByteBuffer.allocate(5000)))
      assert(tooLong.endsWith("with 1001 bytes (at most 1000)"), tooLong)
    }
  }
}
