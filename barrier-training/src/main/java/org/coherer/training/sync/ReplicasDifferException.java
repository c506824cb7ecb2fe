package org.coherer.training.sync;

/**
 * The replicas of a run, which must be alike, are not: a processor or memory has computed something
 * else. No attempt can mend that, for nobody knows since when.
 */
public final class ReplicasDifferException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; the message says which rank differs from the others, and when. */
  public ReplicasDifferException(String message) {
    super(message);
  }
}
