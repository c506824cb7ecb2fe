package org.coherer.training.trainer;

/**
 * A run has failed on the executors, after all retries. The message says which rank failed first,
 * where and why; the cause is Spark's own account.
 */
public class TrainingFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
