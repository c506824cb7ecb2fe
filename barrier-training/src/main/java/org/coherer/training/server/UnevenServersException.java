package org.coherer.training.server;

/**
 * Some servers have applied a step of a worker that was lost, others have not. A synchronous run
 * has to go back: nobody can compute that step again from the parameters that it had.
 */
public final class UnevenServersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnevenServersException(String message) {
    super(message);
  }
}
