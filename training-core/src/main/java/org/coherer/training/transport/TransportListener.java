package org.coherer.training.transport;

import java.util.List;

/** Listens for the other ranks of a run. Its address is exchanged at the {@link Rendezvous}. */
public interface TransportListener extends AutoCloseable {

  /** Returns the host at which other ranks reach this one. */
  String host();

  /** Returns the port at which other ranks reach this one. */
  int port();

  /**
   * Connects to all other ranks and stops listening. Connections that cannot prove knowledge of the
   * run's secret are closed and counted meanwhile.
   *
   * @param members all ranks, in rank order
   * @throws TransportException if a rank does not connect within the connect timeout. The message
   *     names the missing ranks
   */
  Transport connect(List<Member> members);

  /** Stops listening. Safe to call again; does not close a transport that was handed out. */
  @Override
  void close();
}
