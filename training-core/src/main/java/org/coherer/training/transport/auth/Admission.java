package org.coherer.training.transport.auth;

/** Decides whether a peer may connect, before it is authenticated. */
@FunctionalInterface
public interface Admission {

  /**
   * Returns normally if a connection with this hello is expected.
   *
   * @throws HandshakeException if it is not. The message says what differs; the peer never sees it
   */
  void check(Hello hello) throws HandshakeException;
}
