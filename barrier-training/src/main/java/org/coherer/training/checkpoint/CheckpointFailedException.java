package org.coherer.training.checkpoint;

/** A checkpoint could not be written, and the training is to fail then. */
public final class CheckpointFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CheckpointFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
