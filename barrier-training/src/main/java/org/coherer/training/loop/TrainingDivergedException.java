package org.coherer.training.loop;

/**
 * The loss of all ranks together is no longer a finite number, or the parameters are not. Every
 * rank finds this at the same step; a retry would too.
 */
public class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates a training diverged exception; the message says when, and what to do. */
  public TrainingDivergedException(String message) {
    super(message);
  }
}
