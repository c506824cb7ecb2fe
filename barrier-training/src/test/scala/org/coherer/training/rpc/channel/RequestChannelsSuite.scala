package org.coherer.training.rpc.channel

import java.nio.ByteBuffer
import java.util.EnumSet

import org.coherer.testkit.rpc.{Bounds, ChannelEndContract, RequestContract, WithChannels}
import org.coherer.training.rpc.call.ChannelLimits
import org.coherer.training.rpc.{RequestClient, RequestHandler, RequestServer}
import org.coherer.training.transport.{LinkKind, SentBytes, TransportOptions, TransportSettings}
import org.scalatest.Assertions
import org.scalatest.funsuite.AnyFunSuite

/** Both ends as they are opened, over TCP unless a suite says otherwise. */
trait WithRequestChannels extends WithChannels { this: Assertions =>

  override protected def links: EnumSet[LinkKind] = EnumSet.of(LinkKind.TCP)

  protected def limits(bounds: Bounds): ChannelLimits =
    new ChannelLimits(bounds.requests, bounds.bytes, bounds.content, bounds.handlers)

  override protected def openServer(
      settings: TransportSettings,
      bounds: Bounds,
      handler: RequestHandler
  ): RequestServer = RequestChannels.listen(settings, limits(bounds), handler)

  override protected def openClient(
      settings: TransportSettings,
      bounds: Bounds,
      host: String,
      port: Int,
      server: Int
  ): RequestClient = RequestChannels.connect(settings, limits(bounds), host, port, server)

  protected def refusedConnections(server: RequestServer): Int =
    server.asInstanceOf[ListeningServer].refusedConnections
}

class TcpRequestSuite
    extends AnyFunSuite
    with RequestContract
    with ChannelEndContract
    with WithRequestChannels {

  test("what is sent is counted, there and back") {
    val length = 100000
    val before = SentBytes.REQUESTS.total()
    withServer(echo) { channel =>
      val into = ByteBuffer.allocate(length)
      assert(result(send(channel.connect(), 1, filled(length, 3, direct = true), into)) == length)
    }
    val sent = SentBytes.REQUESTS.total() - before
    assert(sent > 2 * length && sent < 2 * length + 10000, sent)
  }
}

class UncheckedTcpRequestSuite
    extends AnyFunSuite
    with RequestContract
    with ChannelEndContract
    with WithRequestChannels {
  override protected def checksums: TransportOptions.Checksums = TransportOptions.Checksums.OFF
}

class EncryptedRequestSuite
    extends AnyFunSuite
    with RequestContract
    with ChannelEndContract
    with WithRequestChannels {
  override protected def encrypted: Boolean = true
}

class LocalRequestSuite
    extends AnyFunSuite
    with RequestContract
    with ChannelEndContract
    with WithRequestChannels {
  override protected def links: EnumSet[LinkKind] = EnumSet.allOf(classOf[LinkKind])
}
