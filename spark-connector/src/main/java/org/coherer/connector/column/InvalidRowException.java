package org.coherer.connector.column;

/**
 * A value that a network cannot be trained on or applied to. The message names the column, the
 * value and the constraint. Carries no stack trace: the row is at fault, not the code.
 */
public class InvalidRowException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidRowException(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
