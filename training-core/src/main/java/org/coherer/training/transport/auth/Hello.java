package org.coherer.training.transport.auth;

/**
 * What the connecting side says of itself. Not to be believed before the handshake is done.
 *
 * @param purpose what the connection is for
 * @param token which run it belongs to; not a secret
 * @param generation which attempt of the run
 * @param from the rank of the connecting side
 * @param to the rank that it means to reach, or {@link #DRIVER}
 */
public record Hello(Purpose purpose, long token, int generation, int from, int to) {

  /** Stands for the driver where a rank is asked for. */
  public static final int DRIVER = -1;
}
