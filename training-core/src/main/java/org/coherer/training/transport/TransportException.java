package org.coherer.training.transport;

/**
 * A peer was lost, fell silent, gave up or broke the protocol. The message names the rank, its
 * address, the step and the first cause as far as it is known. A retry may succeed.
 */
public class TransportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates one without a cause. */
  public TransportException(String message) {
    super(message);
  }

  /** Creates one with the exception that was noticed here. */
  public TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
