package org.coherer.training.transport.tcp

import java.io.EOFException
import java.net.{InetSocketAddress, ProtocolException}
import java.nio.ByteBuffer
import java.nio.channels.{ServerSocketChannel, SocketChannel}

import org.coherer.training.transport.auth.{Handshake, Hello, Purpose, RunSecret}
import org.scalatest.funsuite.AnyFunSuite

class SealedWireSuite extends AnyFunSuite {

  private def channels(body: (SocketChannel, SocketChannel) => Unit): Unit = {
    val server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))
    val client = SocketChannel.open(server.getLocalAddress)
    val accepted = server.accept()
    try {
      Seq(client, accepted).foreach(_.configureBlocking(false))
      body(client, accepted)
    } finally Seq(server, client, accepted).foreach(_.close())
  }

  /** Both ends of a handshake that is done. */
  private def handshakes(): (Handshake, Handshake) = {
    val secret = RunSecret.random()
    val hello = new Hello(Purpose.RANK_TO_RANK, 1, 0, 1, 0)
    val client = Handshake.client(secret, hello)
    val server = Handshake.server(secret, _ => ())
    val challenge = server.answer(client.opening())
    val proof = server.answer(client.answer(challenge))
    client.answer(proof)
    (client, server)
  }

  private def bytes(length: Int): Array[Byte] = Array.tabulate(length)(i => (i * 31 % 251).toByte)

  private def readAll(wire: Wire, length: Int): Array[Byte] = {
    val in = Array(ByteBuffer.allocate(length))
    while (in.head.hasRemaining) assert(wire.read(in) >= 0)
    in.head.array
  }

  test("what goes in comes out, whatever the sizes, and is not readable on the way") {
    val (client, server) = handshakes()
    channels { (from, to) =>
      val out = new SealedWire(from, client.sealer, client.opener)
      val in = new SealedWire(to, server.sealer, server.opener)
      for (
        length <- Seq(1, 52, 1000, SealedWire.MAX_CONTENT_BYTES, SealedWire.MAX_CONTENT_BYTES + 1, 300001)
      ) {
        val parts = Array(ByteBuffer.wrap(bytes(length)), ByteBuffer.allocate(0))
        val received = ByteBuffer.allocate(length)
        while (received.hasRemaining) {
          if (parts.head.hasRemaining || !out.flushed()) out.write(parts)
          assert(in.read(Array(received)) >= 0)
        }
        assert(received.array.sameElements(bytes(length)), s"length $length")
      }
      out.write(Array(ByteBuffer.wrap("gradient".getBytes)))
      val raw = ByteBuffer.allocate(100)
      while (raw.position() < 4 + 8 + 16) to.read(raw)
      assert(!new String(raw.array, "ISO-8859-1").contains("gradient"))
    }
  }

  /** Lets the second of two records be changed on its way, and returns what the reader says. */
  private def faultOf(change: Array[Byte] => Array[Byte]): String = {
    val (client, server) = handshakes()
    var message = ""
    channels { (near, far) =>
      channels { (relayed, to) =>
        val out = new SealedWire(near, client.sealer, client.opener)
        val in = new SealedWire(to, server.sealer, server.opener)
        for (_ <- 1 to 2) out.write(Array(ByteBuffer.wrap(bytes(40))))
        val both = ByteBuffer.allocate(2 * 60)
        while (both.hasRemaining) far.read(both)
        relayed.write(ByteBuffer.wrap(change(both.array)))
        message = intercept[ProtocolException] {
          readAll(in, 40)
          readAll(in, 40)
        }.getMessage
      }
    }
    message
  }

  test("a record that was changed, repeated or left out does not open") {
    val broken = "an encrypted record was changed on the way, or is not the next one"
    for (at <- Seq(64, 80, 119))
      assert(faultOf { both => both(at) = (both(at) ^ 1).toByte; both } == broken, s"byte $at")
    assert(faultOf(both => both.take(60) ++ both.take(60)) == broken)
    assert(faultOf(both => both.drop(60)) == broken)
  }

  test("a length that cannot be is refused before anything is read") {
    val message = faultOf { both => both(60) = 0x7f; both }
    assert(message.contains("an encrypted record of 2130706488 bytes (must be in (16, 65552]"))
  }

  test("a close in the middle of a record is an error, between records an end") {
    val (client, server) = handshakes()
    channels { (from, to) =>
      val in = new SealedWire(to, server.sealer, server.opener)
      from.write(ByteBuffer.wrap(Array[Byte](0, 0, 0, 50, 1)))
      from.close()
      intercept[EOFException](readAll(in, 1))
    }
    channels { (from, to) =>
      val in = new SealedWire(to, client.sealer, client.opener)
      from.close()
      assert(in.read(Array(ByteBuffer.allocate(1))) == -1)
    }
  }
}
