package org.coherer.training.transport.auth;

import java.io.IOException;

/** The other side is refused, or has refused us. The message says what did not match. */
public class HandshakeException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates one. */
  public HandshakeException(String message) {
    super(message);
  }
}
