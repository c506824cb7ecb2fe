package org.coherer.training.elastic;

/** The steps since the last snapshot have to be made again: a server was lost, or is uneven. */
final class SetbackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SetbackException(String message, Throwable cause) {
    super(message, cause);
  }
}
