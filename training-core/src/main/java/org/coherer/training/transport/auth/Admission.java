package org.coherer.training.transport.auth;

/** Decides who may connect, before the other side has proved anything. */
@FunctionalInterface
public interface Admission {

  /**
   * Returns if a connection with this hello is wanted.
   *
   * @throws HandshakeException if it is not. The message says what differs; it is never sent
   */
  void check(Hello hello) throws HandshakeException;
}
