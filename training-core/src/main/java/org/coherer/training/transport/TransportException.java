package org.coherer.training.transport;

/**
 * A peer was lost, timed out, aborted or violated the protocol. The message names the rank, its
 * address, the step and the first known cause. A retry may succeed.
 */
public class TransportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Reports a failure that no exception of this rank has caused. */
  public TransportException(String message) {
    super(message);
  }

  /** Reports a failure with the exception that revealed it. */
  public TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
