package org.coherer.training.trainer;

import java.io.Serializable;

/**
 * How often there is a checkpoint.
 *
 * @param epochs after how many epochs; 0 for only those that {@code steps} asks for
 * @param steps after how many optimizer steps, counted over all epochs; 0 for none within epochs
 * @param seconds how many seconds after the last one; 0 for none by the clock
 */
public record CheckpointInterval(int epochs, long steps, double seconds) implements Serializable {

  /** Checks the numbers. */
  public CheckpointInterval {
    if (epochs < 0 || steps < 0 || !(seconds >= 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException(
          "Invalid interval of checkpoints of "
              + epochs
              + " epochs, "
              + steps
              + " steps and "
              + seconds
              + " seconds (must be at least 0)");
    }
  }

  /** Returns whether the last checkpoint is so long ago that there shall be another one. */
  public boolean isLate(long nanosAgo) {
    return seconds > 0 && nanosAgo >= seconds * 1e9;
  }

  /**
   * Returns whether a checkpoint is due, whatever the clock says.
   *
   * @param completedEpochs how many epochs are complete
   * @param stepsBefore how many steps were complete, over all epochs, when this was asked last
   * @param completedSteps how many steps are complete now
   * @param atEnd whether no step of an epoch is under way
   */
  public boolean isDue(int completedEpochs, long stepsBefore, long completedSteps, boolean atEnd) {
    boolean byEpochs = atEnd && epochs > 0 && completedEpochs % epochs == 0;
    return byEpochs || (steps > 0 && completedSteps / steps > stepsBefore / steps);
  }
}
