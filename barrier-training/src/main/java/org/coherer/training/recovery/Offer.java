package org.coherer.training.recovery;

import java.util.Comparator;
import java.util.Optional;
import org.coherer.training.loop.LoopState;
import org.coherer.training.vector.FlatVector;

/**
 * What a rank shows to the others: how far it is, and what it can send.
 *
 * @param epochs how many epochs are complete
 * @param stopped whether the run has ended
 * @param steps the steps of the epoch under way
 * @param stateBytes how long the state of the loop is as bytes; 0 for a rank that has kept nothing
 * @param bestLength how long the copy of the best epoch's result is; 0 if there is none
 */
record Offer(int epochs, boolean stopped, long steps, int stateBytes, long bestLength)
    implements Comparable<Offer> {

  /** That of a rank that has kept nothing. */
  static final Offer NOTHING = new Offer(0, false, 0, 0, 0);

  private static final Comparator<Offer> BY_POSITION =
      Comparator.comparing(Offer::isThere)
          .thenComparingInt(Offer::epochs)
          .thenComparing(Offer::stopped)
          .thenComparingLong(Offer::steps);

  /** Returns what a rank shows that has kept a replica. */
  static Offer of(LoopState state, Optional<FlatVector> best, int stateBytes) {
    return new Offer(
        state.completed().size(),
        state.stop().isPresent(),
        state.tally().steps(),
        stateBytes,
        best.map(FlatVector::length).orElse(0L));
  }

  /** Returns what another rank has shown. */
  static Offer of(double[] numbers) {
    return new Offer(
        (int) numbers[0], numbers[1] > 0, (long) numbers[2], (int) numbers[3], (long) numbers[4]);
  }

  /** Returns it as numbers that doubles hold exactly. */
  double[] numbers() {
    return new double[] {epochs, stopped ? 1 : 0, steps, stateBytes, bestLength};
  }

  /** Returns whether the rank has kept anything. */
  boolean isThere() {
    return stateBytes > 0;
  }

  /** Compares positions; a rank that has kept nothing is behind all others. */
  @Override
  public int compareTo(Offer other) {
    return BY_POSITION.compare(this, other);
  }

  /** Returns whether both are at the same position. */
  boolean isLevelWith(Offer other) {
    return compareTo(other) == 0;
  }
}
