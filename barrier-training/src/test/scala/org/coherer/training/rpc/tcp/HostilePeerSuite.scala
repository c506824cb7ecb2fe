package org.coherer.training.rpc.tcp

import java.net.{ServerSocket, Socket, SocketException}
import java.nio.ByteBuffer
import java.time.Duration
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch}

import org.coherer.testkit.rpc.Bounds
import org.coherer.training.rpc.channel.WithRequestChannels
import org.coherer.training.rpc.{Request, RequestHandler}
import org.coherer.training.transport.auth.{Handshake, HandshakeException, Hello, Purpose, RunSecret}
import org.coherer.training.transport.{LinkKind, TransportException}
import org.scalatest.funsuite.AnyFunSuite

/** One end as it is, and a plain socket at the other. */
class HostilePeerSuite extends AnyFunSuite with WithRequestChannels {

  private val soon = Duration.ofSeconds(10)

  private def hello(
      purpose: Purpose = Purpose.REQUESTS,
      from: Int = Client,
      to: Int = Server,
      generation: Int = runIdentity.generation
  ) = new Hello(purpose, runIdentity.token, generation, from, to)

  private def rawClient(port: Int, as: Hello = hello(), secret: RunSecret = runSecret): Socket = {
    val socket = new Socket("127.0.0.1", port)
    socket.setSoTimeout(soon.toMillis.toInt)
    try Handshake.client(secret, as).over(socket, soon)
    catch { case e: Throwable => socket.close(); throw e }
    socket
  }

  private def frame(
      kind: FrameKind,
      tag: Long,
      content: Array[Byte],
      length: Option[Long] = None,
      capacity: Long = 0,
      checksum: Option[Int] = None
  ): Array[Byte] = {
    val out = ByteBuffer.allocate(FrameHeader.BYTES + content.length)
    val sum = checksum.fold(FrameHeader.Checksum.NONE)(value => new FrameHeader.Checksum(true, value))
    new FrameHeader(kind, 1, tag, length.getOrElse(content.length.toLong), capacity, sum).encode(out)
    out.put(content).array
  }

  private def closed(socket: Socket): Boolean =
    try {
      while (socket.getInputStream.read() >= 0) {}
      true
    } catch { case e: SocketException => e.getMessage == "Connection reset" }

  /** Reads one frame. */
  private def read(socket: Socket): (FrameHeader, Array[Byte]) = {
    val header = FrameHeader.decode(ByteBuffer.wrap(socket.getInputStream.readNBytes(FrameHeader.BYTES)))
    (header, socket.getInputStream.readNBytes(header.length.toInt))
  }

  private final class Gone extends RequestHandler {
    val clients = new ConcurrentLinkedQueue[Int]
    val handled = new ConcurrentLinkedQueue[Int]
    override def handle(request: Request): Unit = {
      handled.add(request.client)
      request.answer(request.body)
    }
    override def disconnected(client: Int, connection: Long): Unit = clients.add(client)
  }

  /** What a client must not send. */
  private val violations = Seq[(String, Array[Byte])](
    "garbage" -> ("GET / HTTP/1.1\r\n" * 10).getBytes,
    "zeros" -> new Array[Byte](1000),
    "a damaged header" -> { val bytes = frame(FrameKind.REQUEST, 1, Array()); bytes(20) = 1; bytes },
    "a length beyond the bound" -> frame(FrameKind.REQUEST, 1, Array(), length = Some(1L << 40)),
    "a negative length" -> frame(FrameKind.REQUEST, 1, Array(), length = Some(-1)),
    "a negative capacity" -> frame(FrameKind.REQUEST, 1, Array(), capacity = -1),
    "an answer" -> frame(FrameKind.ANSWER, 1, Array()),
    "a heartbeat with content" -> frame(FrameKind.HEARTBEAT, 0, Array(1)),
    "a damaged content" -> frame(FrameKind.REQUEST, 1, Array(1, 2, 3), checksum = Some(77))
  )

  test("a client that violates the protocol is disconnected, and the server goes on") {
    val gone = new Gone
    withServer(gone) { channel =>
      val good = channel.connect(1)
      violations.zipWithIndex.foreach { case ((what, bytes), i) =>
        val bad = rawClient(channel.server.port, hello(from = 100 + i))
        try {
          bad.getOutputStream.write(bytes)
          assert(closed(bad), what)
        } finally bad.close()
        eventually(gone.clients.contains(100 + i))
        assert(result(send(good, 1, this.bytes(i), ByteBuffer.allocate(1))) == 1)
      }
      assert(gone.clients.size == violations.size && gone.handled.stream.allMatch(_ == 1))
    }
  }

  test("a length costs no memory before it is checked, and a content that never comes costs nothing else") {
    withServer(echo, Bounds(content = 1 << 20)) { channel =>
      val stalled = rawClient(channel.server.port)
      stalled.getOutputStream.write(frame(FrameKind.REQUEST, 1, Array(1), length = Some(1L << 20)))
      assert(result(send(channel.connect(), 1, bytes(1), ByteBuffer.allocate(1))) == 1)
      stalled.close()
    }
  }

  test("a peer that cannot prove itself gets no answer, and is counted") {
    withServer(echo) { channel =>
      val port = channel.server.port
      def refused(as: Hello, secret: RunSecret = runSecret): Unit = {
        intercept[HandshakeException](rawClient(port, as, secret))
        ()
      }
      refused(hello(), RunSecret.random())
      refused(hello(purpose = Purpose.RANK_TO_RANK))
      refused(hello(generation = 0))
      refused(hello(to = Server + 1))
      refused(hello(from = -1))
      val scanner = new Socket("127.0.0.1", port)
      scanner.setSoTimeout(soon.toMillis.toInt)
      scanner.getOutputStream.write(("GET / HTTP/1.1\r\n" * 10).getBytes)
      assert(closed(scanner))
      assert(refusedConnections(channel.server) == 6)
      assert(result(send(channel.connect(), 1, bytes(1), ByteBuffer.allocate(1))) == 1)
    }
  }

  test("stalled handshakes cost a socket each, at most 256, for as long as a connection may take") {
    val timeout = Duration.ofMillis(500)
    withServer(echo, settingsOf = number => settings(number, connectTimeout = timeout)) { channel =>
      val stalled = Seq.fill(300)(new Socket("127.0.0.1", channel.server.port))
      try {
        stalled.foreach(_.getOutputStream.write(1))
        eventually(refusedConnections(channel.server) >= 44)
        assert(result(send(channel.connect(), 1, bytes(1), ByteBuffer.allocate(1))) == 1)
        eventually(refusedConnections(channel.server) == 300)
        stalled.foreach { socket => socket.setSoTimeout(soon.toMillis.toInt); assert(closed(socket)) }
      } finally stalled.foreach(_.close())
    }
  }

  test("a client that takes no answers is lost after the peer timeout, and holds no more than the bound") {
    val gone = new Gone
    val timeout = Duration.ofMillis(400)
    val size = 1 << 20
    def slow(number: Int) = settings(number, peerTimeout = timeout)
    withServer(gone, Bounds(bytes = 8L << 20), slow) { channel =>
      val greedy = rawClient(channel.server.port)
      greedy.setSoTimeout(100)
      val writer = inThread {
        try
          for (i <- 1 to 64)
            greedy.getOutputStream.write(
              frame(FrameKind.REQUEST, i.toLong, new Array[Byte](size), capacity = size.toLong)
            )
        catch { case _: SocketException => }
      }
      eventually(gone.clients.contains(Client))
      writer.join(patience.toMillis)
      assert(gone.handled.size < 32, "the rest stayed in the sockets")
      greedy.close()
    }
  }

  test("a client that is silent is lost after the peer timeout, and one that shows life is not") {
    val gone = new Gone
    val timeout = Duration.ofMillis(300)
    withServer(gone, settingsOf = number => settings(number, peerTimeout = timeout)) { channel =>
      val alive = channel.connect(1)
      val silent = rawClient(channel.server.port, hello(from = 2))
      val start = System.nanoTime
      eventually(gone.clients.contains(2))
      assert(System.nanoTime - start >= 0.9 * timeout.toNanos)
      silent.close()
      eventually(System.nanoTime - start > 3 * timeout.toNanos)
      assert(result(send(alive, 1, bytes(1), ByteBuffer.allocate(1))) == 1)
      assert(gone.clients.size == 1)
    }
  }

  /** Gives a client to the body, whose server is this. */
  private def withRawServer[A](serve: Socket => Unit, encrypted: Boolean = false)(
      body: (org.coherer.training.rpc.RequestClient, Int) => A
  ): A = {
    val listener = new ServerSocket(0)
    val serving = inThread {
      val socket = listener.accept()
      socket.setSoTimeout(soon.toMillis.toInt)
      try {
        Handshake.server(runSecret, _ => ()).over(socket, soon)
        serve(socket)
      } catch { case _: SocketException => } // The client has closed.
      finally socket.close()
    }
    val client =
      openClient(
        settings(Client, peerTimeout = Duration.ofSeconds(1)),
        Bounds(),
        "127.0.0.1",
        listener.getLocalPort,
        Server
      )
    try body(client, listener.getLocalPort)
    finally {
      client.close()
      listener.close()
      serving.join(patience.toMillis)
    }
  }

  /** Answers the first request with these bytes. */
  private def answering(answer: Long => Array[Byte]): Socket => Unit = { socket =>
    val (request, _) = read(socket)
    socket.getOutputStream.write(answer(request.tag))
    while (socket.getInputStream.read() >= 0) {}
  }

  test("a server that violates the protocol is named, with what it sent") {
    val cases = Seq[(Long => Array[Byte], String)](
      (_ => new Array[Byte](100), "no frame starts with 0x00000000 (expected 0x434F4852)"),
      (
        tag => frame(FrameKind.ANSWER, tag, Array(1), length = Some(1L << 40)),
        "ANSWER frame of 1099511627776 bytes (at most 4)"
      ),
      (
        tag => frame(FrameKind.REFUSAL, tag, Array(1), length = Some(1L << 40)),
        "REFUSAL frame of 1099511627776 bytes (at most 16384)"
      ),
      (tag => frame(FrameKind.ANSWER, tag + 1, Array()), "an answer to request 2, which was not sent"),
      (_ => frame(FrameKind.ANSWER, 0, Array()), "an answer to request 0, which was not sent"),
      (tag => frame(FrameKind.REQUEST, tag, Array()), "it sent a request"),
      (
        tag => frame(FrameKind.ANSWER, tag, Array(1, 2), checksum = Some(3)),
        "the checksum of a content does not match"
      )
    )
    for ((bad, message) <- cases)
      withRawServer(answering(bad)) { (client, port) =>
        val failed = transportFailure(send(client, 1, bytes(1), ByteBuffer.allocate(4)))
        assert(failed == s"Server $Server (127.0.0.1:$port) violated the protocol: $message")
        assert(transportFailure(send(client, 2, bytes(1))) == failed)
      }
  }

  test("an answer that comes before its request was sent ends the connection") {
    val early: Socket => Unit = { socket =>
      socket.getOutputStream.write(frame(FrameKind.ANSWER, 1, Array()))
      Thread.interrupted()
      while (socket.getInputStream.read() >= 0) {}
    }
    withRawServer({ socket => read0(socket); early(socket) }) { (client, _) =>
      val large = send(client, 1, ByteBuffer.allocate(64 << 20), ByteBuffer.allocate(4))
      assert(transportFailure(large).endsWith("it answered a request before that was sent"))
    }
  }

  /** Reads a header alone. */
  private def read0(socket: Socket): Unit = {
    socket.getInputStream.readNBytes(FrameHeader.BYTES)
    ()
  }

  test("a deadline in the middle of a request ends the connection, since nothing can follow") {
    val release = new CountDownLatch(1)
    withRawServer({ socket =>
      for (_ <- 1 to 100 if !release.await(20, java.util.concurrent.TimeUnit.MILLISECONDS))
        socket.getOutputStream.write(frame(FrameKind.HEARTBEAT, 0, Array()))
    }) { (client, port) =>
      val large =
        send(client, 1, ByteBuffer.allocate(64 << 20), deadline = Duration.ofMillis(300))
      val late = s"Server $Server (127.0.0.1:$port) has not answered a request (method 1) within 300 ms"
      assert(transportFailure(large) == late)
      assert(transportFailure(send(client, 2, bytes())) == late)
      release.countDown()
    }
  }

  test("an answer that stops in the middle is discarded at the deadline, and the connection goes on") {
    val proceed = new CountDownLatch(1)
    val into = ByteBuffer.allocate(100)
    withRawServer({ socket =>
      val (first, _) = read(socket)
      val answer = frame(FrameKind.ANSWER, first.tag, Array.fill[Byte](100)(7))
      socket.getOutputStream.write(answer, 0, FrameHeader.BYTES + 50)
      await(proceed)
      socket.getOutputStream.write(answer, FrameHeader.BYTES + 50, 50)
      val (second, _) = read(socket)
      socket.getOutputStream.write(frame(FrameKind.ANSWER, second.tag, Array(9)))
      while (socket.getInputStream.read() >= 0) {}
    }) { (client, _) =>
      val late = send(client, 1, bytes(1), into, deadline = Duration.ofMillis(100))
      assert(transportFailure(late).endsWith("within 100 ms"))
      proceed.countDown()
      val one = ByteBuffer.allocate(1)
      assert(result(send(client, 2, bytes(1), one)) == 1 && one.get(0) == 9)
      assert(into.array.drop(50).forall(_ == 0))
    }
  }

  test("a server that closes or falls silent is lost, by name") {
    withRawServer(socket => read(socket)) { (client, port) =>
      val lost = transportFailure(send(client, 1, bytes(1)))
      assert(lost == s"Lost server $Server (127.0.0.1:$port): connection closed")
    }
    withRawServer(socket => while (socket.getInputStream.read() >= 0) {}) { (client, port) =>
      val lost = transportFailure(send(client, 1, bytes(1)))
      assert(lost == s"Lost server $Server (127.0.0.1:$port): no sign of life for 1 s")
    }
  }

  test("a server that accepts and says nothing is not waited for beyond the connect timeout") {
    val mute = new ServerSocket(0)
    try {
      val e = intercept[TransportException] {
        openClient(
          settings(Client, connectTimeout = Duration.ofMillis(200)),
          Bounds(),
          "127.0.0.1",
          mute.getLocalPort,
          Server
        )
      }
      assert(e.getMessage.endsWith(s"(127.0.0.1:${mute.getLocalPort}): no answer within 200 ms"))
    } finally mute.close()
  }

  test("an unknown host is named, and tcp that is not allowed is not used") {
    val unknown = intercept[TransportException] {
      openClient(settings(Client), Bounds(), "no-such-host.invalid", 1, Server)
    }
    assert(unknown.getMessage.endsWith("Unknown host no-such-host.invalid"))
    withServer(echo) { channel =>
      val only = settings(Client)
      val local = new org.coherer.training.transport.TransportSettings(
        only.rank,
        only.host,
        only.identity,
        only.secret,
        only.timeouts,
        only.options.withLinks(java.util.Collections.singleton(LinkKind.LOCAL)),
        only.cancelled
      )
      val e = intercept[TransportException](channel.connectWith(local))
      assert(e.getMessage.endsWith("over tcp only, but the allowed transports are [local] (allow tcp)"))
    }
  }
}
