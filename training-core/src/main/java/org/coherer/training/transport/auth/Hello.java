package org.coherer.training.transport.auth;

/**
 * The identity that the connecting side claims. Unauthenticated until the handshake is done.
 *
 * @param purpose what the connection is for
 * @param token which run it belongs to; not a secret
 * @param generation which attempt of the run
 * @param from the rank of the connecting side
 * @param to the rank that it wants to reach, or {@link #DRIVER}
 */
public record Hello(Purpose purpose, long token, int generation, int from, int to) {

  /** Stands for the driver in place of a rank. */
  public static final int DRIVER = -1;
}
