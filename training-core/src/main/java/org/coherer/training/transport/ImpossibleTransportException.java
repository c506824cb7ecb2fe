package org.coherer.training.transport;

/** The settings rule out what ranks would need to connect; unlike others, no retry can succeed. */
public final class ImpossibleTransportException extends TransportException {

  private static final long serialVersionUID = 1L;

  /** Reports a failure. The message names the setting and the remedy. */
  public ImpossibleTransportException(String message) {
    super(message);
  }

  /** Reports a failure with the exception that revealed it. */
  public ImpossibleTransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
