package org.coherer.training.elastic;

/** A parameter server was lost: the steps since the last snapshot have to be made again. */
final class ServersLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServersLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
