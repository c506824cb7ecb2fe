package org.coherer.connector.memory;

/**
 * What a run keeps beside what its plan says.
 *
 * @param optimizerFloats the numbers in the whole state of the network's optimizer
 * @param kept whether the result has that state
 * @param checkpoints whether workers write checkpoints
 * @param encrypted whether files with rows are encrypted
 */
public record RunState(long optimizerFloats, boolean kept, boolean checkpoints, boolean encrypted) {

  /** Checks the number. */
  public RunState {
    if (optimizerFloats < 0) {
      throw new IllegalArgumentException(
          "Invalid length of an optimizer's state " + optimizerFloats + " (must not be negative)");
    }
  }
}
