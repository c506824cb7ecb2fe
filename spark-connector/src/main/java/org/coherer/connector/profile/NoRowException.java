package org.coherer.connector.profile;

/** No row says how many values a column has, and nothing else does. */
public final class NoRowException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  NoRowException(String message) {
    super(message);
  }
}
