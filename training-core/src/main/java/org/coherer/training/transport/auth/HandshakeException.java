package org.coherer.training.transport.auth;

import java.io.IOException;

/** This side has refused the other one, or was refused. The message says what did not match. */
public class HandshakeException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Reports a refusal with its reason. */
  public HandshakeException(String message) {
    super(message);
  }
}
