package org.coherer.training.loop;

/**
 * Where a step lies in a run.
 *
 * @param epoch counted from 1
 * @param step counted from 1 in each epoch
 */
public record StepPosition(int epoch, long step) {

  /** Returns how many steps of the run come before it. */
  public long iteration(long stepsPerEpoch) {
    return (epoch - 1) * stepsPerEpoch + step - 1;
  }
}
