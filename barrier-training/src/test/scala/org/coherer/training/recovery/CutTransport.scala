package org.coherer.training.recovery

import org.coherer.training.transport.Transport.Combine
import org.coherer.training.transport.{LinkKind, Locality, Transport}
import org.coherer.training.vector.FlatVector

/** A transport that may fail before it moves a vector.
  *
  * @param moving
  *   comes before every vector that is sent or received
  */
class CutTransport(transport: Transport, moving: () => Unit) extends Transport {

  override def rank(): Int = transport.rank()
  override def worldSize(): Int = transport.worldSize()
  override def locality(rank: Int): Locality = transport.locality(rank)
  override def link(peer: Int): LinkKind = transport.link(peer)
  override def step(step: Long): Unit = transport.step(step)
  override def check(): Unit = transport.check()

  override def exchange(to: Int, out: FlatVector, from: Int, in: FlatVector, combine: Combine): Unit = {
    moving()
    transport.exchange(to, out, from, in, combine)
  }

  override def sumWith(peer: Int, vector: FlatVector): Unit = {
    moving()
    transport.sumWith(peer, vector)
  }

  override def send(to: Int, out: FlatVector): Unit = {
    moving()
    transport.send(to, out)
  }

  override def receive(from: Int, in: FlatVector, combine: Combine): Unit = {
    moving()
    transport.receive(from, in, combine)
  }

  override def abort(cause: String): Unit = transport.abort(cause)
  override def cancel(): Unit = transport.cancel()
  override def close(): Unit = transport.close()
}
