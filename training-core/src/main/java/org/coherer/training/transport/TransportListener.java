package org.coherer.training.transport;

import java.util.List;

/**
 * This rank's open door, before the ranks know of each other: its address goes through the {@link
 * Rendezvous}.
 */
public interface TransportListener extends AutoCloseable {

  /** Returns where other ranks reach this one. */
  String host();

  /** Returns the port where other ranks reach this one. */
  int port();

  /**
   * Connects to all other ranks and stops listening. Connections that cannot prove the run's secret
   * are closed and counted while the right ones are awaited.
   *
   * @param members all ranks, in rank order
   * @throws TransportException if a rank does not connect within the connect timeout. The message
   *     names those missing
   */
  Transport connect(List<Member> members);

  /** Stops listening. Safe to call again; does not close a transport that was handed out. */
  @Override
  void close();
}
