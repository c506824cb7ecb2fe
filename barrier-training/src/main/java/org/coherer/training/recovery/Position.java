package org.coherer.training.recovery;

import java.util.Comparator;
import org.coherer.training.loop.LoopState;

/**
 * How far a rank has come.
 *
 * @param epochs how many epochs are complete
 * @param stopped whether the run has ended
 * @param steps the steps of the epoch under way
 */
record Position(int epochs, boolean stopped, long steps) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::epochs)
          .thenComparing(Position::stopped)
          .thenComparingLong(Position::steps);

  /** Returns where a run stands. */
  static Position of(LoopState state) {
    return new Position(state.completed().size(), state.stop().isPresent(), state.tally().steps());
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
