package org.coherer.training.collective;

import org.coherer.training.transport.Transport;

/**
 * Collective operations over one transport. They share its connections, so one of them runs at a
 * time, and all ranks call the same ones in the same order.
 */
public final class Collectives {

  private final Transport transport;

  private Collectives(Transport transport) {
    this.transport = transport;
  }

  /**
   * Returns the operations among all ranks of the transport, which remains the caller's to close.
   */
  public static Collectives over(Transport transport) {
    return new Collectives(transport);
  }

  /**
   * Returns a sum over all ranks. Cost per rank for {@code n} floats and {@code P} ranks: 2(P-1)
   * messages, 8n(P-1)/P bytes, which is the least that any algorithm can do.
   *
   * @see <a href="https://doi.org/10.1016/j.jpdc.2008.09.002">Patarasuk and Yuan, 2009</a>, for the
   *     ring and the lower bound
   */
  public AllReduce allReduce() {
    return new RingAllReduce(new Ring(transport));
  }

  /**
   * Returns a broadcast. For {@code n} floats and {@code P} ranks, the last rank has its copy after
   * ceil(log2 P) messages of 4n bytes one after the other.
   */
  public Broadcast broadcast() {
    return new BinomialBroadcast(transport);
  }
}
