package org.coherer.training.checkpoint.format;

import java.util.Comparator;

/**
 * Where a run stood when a checkpoint was taken.
 *
 * @param epochs the epochs that were complete
 * @param steps the steps of the epoch under way
 */
public record CheckpointPosition(int epochs, long steps) implements Comparable<CheckpointPosition> {

  private static final Comparator<CheckpointPosition> ORDER =
      Comparator.comparingInt(CheckpointPosition::epochs)
          .thenComparingLong(CheckpointPosition::steps);

  /** Checks that neither is negative. */
  public CheckpointPosition {
    if (epochs < 0 || steps < 0) {
      throw new IllegalArgumentException(
          "Invalid position of " + epochs + " epochs and " + steps + " steps (neither may be < 0)");
    }
  }

  /** Orders positions by how far the training had got. */
  @Override
  public int compareTo(CheckpointPosition other) {
    return ORDER.compare(this, other);
  }
}
