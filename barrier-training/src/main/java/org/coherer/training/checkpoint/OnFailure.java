package org.coherer.training.checkpoint;

/** What a training does when a checkpoint cannot be written. */
public enum OnFailure {
  /** It logs a warning and trains without that checkpoint. */
  WARN,
  /** It fails, at the next checkpoint or at its end. */
  FAIL
}
