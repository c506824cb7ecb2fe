package org.coherer.training.transport.mesh

import java.util.Arrays

import org.coherer.training.transport.{Locality, Member, Transport, TransportSettings}
import org.scalatest.Assertions

/** Ranks with a proxy between each two of them. */
trait WithProxies extends WithMesh { this: Assertions =>

  /** The connections between all ranks. */
  protected final class Links(listeners: Seq[MeshListener]) extends AutoCloseable {

    private val proxies = (for {
      dialer <- listeners.indices
      acceptor <- 0 until dialer
    } yield (dialer, acceptor) -> new FlakyProxy(listeners(acceptor).port)).toMap

    /** Returns the bytes that go from one rank to another one. */
    def direction(from: Int, to: Int): FlakyProxy#Direction =
      if (from > to) proxies((from, to)).toAcceptor else proxies((to, from)).toDialer

    /** Returns where a rank finds the others: behind proxies, where it dials them. */
    def seenBy(rank: Int): java.util.List[Member] =
      Arrays.asList(listeners.zipWithIndex.map { case (listener, other) =>
        val port = proxies.get((rank, other)).fold(listener.port)(_.port)
        new Member(other, "127.0.0.1", port, 0, 0, "plan", Locality.here())
      }: _*)

    override def close(): Unit = proxies.values.foreach(_.close())
  }

  /** Returns what the body returns on every rank, in rank order. */
  protected def withLinks[A](count: Int, settingsOf: Int => TransportSettings)(
      body: (Links, Transport) => A
  ): Seq[A] = {
    val listeners = (0 until count).map(rank => MeshListener.open(settingsOf(rank)))
    val links = new Links(listeners)
    try
      inThreads(listeners.zipWithIndex.map { case (listener, rank) =>
        () => {
          val transport = listener.connect(links.seenBy(rank))
          try body(links, transport)
          finally transport.close()
        }
      })
    finally {
      listeners.foreach(_.close())
      links.close()
    }
  }
}
