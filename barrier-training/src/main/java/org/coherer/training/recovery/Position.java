package org.coherer.training.recovery;

import java.util.Comparator;
import org.coherer.training.loop.LoopState;

/**
 * How far a rank has come. A run that goes back to the start of an epoch has come further by that:
 * whoever has done it knows that all others do the same.
 *
 * @param epochs how many epochs are complete
 * @param stopped whether the run has ended
 * @param rollBacks how often it has gone back
 * @param steps the steps of the epoch under way
 */
record Position(int epochs, boolean stopped, int rollBacks, long steps)
    implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::epochs)
          .thenComparing(Position::stopped)
          .thenComparingInt(Position::rollBacks)
          .thenComparingLong(Position::steps);

  /** Returns where a run stands. */
  static Position of(LoopState state) {
    return new Position(
        state.completed().size(),
        state.stop().isPresent(),
        state.rollBacks().count(),
        state.tally().steps());
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
