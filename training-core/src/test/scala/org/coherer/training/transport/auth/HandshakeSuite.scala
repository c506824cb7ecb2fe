package org.coherer.training.transport.auth

import java.net.{InetAddress, ServerSocket, Socket, SocketTimeoutException}
import java.time.Duration
import java.util.concurrent.{Callable, Executors, Future, TimeUnit}

import org.scalatest.funsuite.AnyFunSuite

class HandshakeSuite extends AnyFunSuite {

  private val secret = RunSecret.random()
  private val hello = new Hello(Purpose.EVENTS_TO_DRIVER, 77, 1, 3, Hello.DRIVER)
  private val anyone: Admission = new Admission { override def check(hello: Hello): Unit = () }
  private val nobody: Admission = new Admission {
    override def check(hello: Hello): Unit = throw new HandshakeException("Not today")
  }

  /** Hands messages to and fro, as `tamper` lets them pass; the numbers are 0 for the hello and so on. */
  private def meet(client: Handshake, server: Handshake, tamper: (Int, Array[Byte]) => Array[Byte]): Unit = {
    val challenge = server.answer(tamper(0, client.opening))
    val clientProof = client.answer(tamper(1, challenge))
    val serverProof = server.answer(tamper(2, clientProof))
    client.answer(tamper(3, serverProof))
    ()
  }

  private def flipped(message: Array[Byte], at: Int): Array[Byte] = {
    val copy = message.clone()
    copy(at) = (copy(at) ^ 4).toByte
    copy
  }

  test("two who know the secret believe each other") {
    val (client, server) = (Handshake.client(secret, hello), Handshake.server(secret, anyone))
    assert(server.opening.isEmpty)
    intercept[IllegalStateException](server.hello)
    meet(client, server, (_, message) => message)
    assert(client.hello == hello)
    assert(server.hello == hello)
    assert((client.awaitedBytes, server.awaitedBytes) == ((0, 0)))
    assert(
      intercept[IllegalStateException](server.answer(Array())).getMessage.contains("no message is awaited")
    )
  }

  test("no bit of any message can change without notice") {
    for ((number, length) <- Seq(0 -> HelloMessage.BYTES, 1 -> 16, 2 -> 32, 3 -> 32); at <- 0 until length) {
      intercept[HandshakeException] {
        meet(
          Handshake.client(secret, hello),
          Handshake.server(secret, anyone),
          (n, message) => if (n == number) flipped(message, at) else message
        )
      }
    }
  }

  test("another secret is refused by the server, before it proves anything") {
    val server = Handshake.server(secret, anyone)
    val client = Handshake.client(RunSecret.random(), hello)
    val proof = client.answer(server.answer(client.opening))
    val e = intercept[HandshakeException](server.answer(proof))
    assert(e.getMessage == "The other side does not know the run's secret")
  }

  test("a server that does not know the secret is refused by the client") {
    val e = intercept[HandshakeException] {
      val client = Handshake.client(secret, hello)
      client.answer(new Array[Byte](16))
      client.answer(new Array[Byte](32))
    }
    assert(e.getMessage == "The other side does not know the run's secret")
  }

  test("the client's own proof, sent back, proves nothing") {
    val client = Handshake.client(secret, hello)
    val proof = client.answer(new Array[Byte](16))
    intercept[HandshakeException](client.answer(proof))
  }

  test("a recorded conversation cannot be played again") {
    val client = Handshake.client(secret, hello)
    val (first, second) = (Handshake.server(secret, anyone), Handshake.server(secret, anyone))
    val proof = client.answer(first.answer(client.opening))
    second.answer(client.opening)
    intercept[HandshakeException](second.answer(proof))
  }

  test("a hello that is not wanted gets no answer") {
    val e = intercept[HandshakeException](
      Handshake.server(secret, nobody).answer(Handshake.client(secret, hello).opening)
    )
    assert(e.getMessage == "Not today")
  }

  test("what is no hello, or of another version, is named") {
    val garbage = "GET / HTTP/1.1\r\n".getBytes.padTo(HelloMessage.BYTES, ' '.toByte)
    val noHello = intercept[HandshakeException](Handshake.server(secret, anyone).answer(garbage))
    assert(noHello.getMessage == "No hello: it starts with 0x47455420 (expected 0x434F4848)")
    val newer = Handshake.client(secret, hello).opening
    newer(4) = 2
    val version = intercept[HandshakeException](Handshake.server(secret, anyone).answer(newer))
    assert(version.getMessage == "Handshake version 2 (this side uses 1)")
  }

  test("neither the secret nor what it is made of is printed") {
    assert(secret.toString == "RunSecret[hidden]")
    assert(!Handshake.client(secret, hello).toString.contains("bytes"))
  }

  /** Runs both bodies on the two ends of a connection. */
  private def connected[A](accepting: Socket => A)(connecting: Socket => Any): Future[A] = {
    val listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress)
    val pool = Executors.newSingleThreadExecutor()
    val result = pool.submit(new Callable[A] {
      override def call(): A = {
        val socket = listener.accept()
        try accepting(socket)
        finally socket.close()
      }
    })
    val socket = new Socket(listener.getInetAddress, listener.getLocalPort)
    try connecting(socket)
    finally {
      pool.shutdown()
      val ended = pool.awaitTermination(10, TimeUnit.SECONDS)
      socket.close()
      listener.close()
      assert(ended)
    }
    result
  }

  private val timeout = Duration.ofSeconds(5)

  test("a blocking socket: both sides get the proved hello, and keep their read timeout") {
    val served = connected { socket =>
      socket.setSoTimeout(1234)
      (Handshake.server(secret, anyone).over(socket, timeout), socket.getSoTimeout)
    }(socket => assert(Handshake.client(secret, hello).over(socket, timeout) == hello))
    assert(served.get == ((hello, 1234)))
  }

  test("a blocking socket: the client is told at which point it was refused") {
    connected(socket =>
      intercept[HandshakeException](Handshake.server(secret, nobody).over(socket, timeout))
    ) { socket =>
      val e = intercept[HandshakeException](Handshake.client(secret, hello).over(socket, timeout))
      assert(e.getMessage.startsWith("The other side refused the hello"))
    }
    connected(socket =>
      intercept[HandshakeException](Handshake.server(secret, anyone).over(socket, timeout))
    ) { socket =>
      val unauthenticated = Handshake.client(RunSecret.random(), hello)
      val e = intercept[HandshakeException](unauthenticated.over(socket, timeout))
      assert(e.getMessage == "The other side refused the proof (it has another run secret)")
    }
  }

  test("a blocking socket: the deadline holds for all messages together") {
    connected { socket =>
      val e = intercept[SocketTimeoutException](
        Handshake.server(secret, anyone).over(socket, Duration.ofMillis(100))
      )
      assert(e.getMessage == "No handshake within 100 ms")
    }(_.getOutputStream.write(Handshake.client(secret, hello).opening, 0, 20))
  }
}
