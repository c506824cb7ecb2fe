package org.coherer.training.recovery;

import java.util.Comparator;
import java.util.Optional;
import org.coherer.training.vector.FlatVector;

/**
 * What a rank shows to the others: how far it is, and what it can send.
 *
 * @param position how far it is
 * @param stateBytes how long the state of the loop is as bytes; 0 for a rank that has kept nothing
 * @param bestLength how long the copy of the best epoch's result is; 0 if there is none
 * @param goodLength how long the copy is that the run would go back to; 0 if there is none
 * @param velocityLength how long the velocity of the outer optimizer is; 0 if there is none
 */
record Offer(
    Position position, int stateBytes, long bestLength, long goodLength, long velocityLength)
    implements Comparable<Offer> {

  /** That of a rank that has kept nothing. */
  static final Offer NOTHING = new Offer(new Position(0, false, 0, 0), 0, 0, 0, 0);

  private static final Comparator<Offer> ORDER =
      Comparator.comparing(Offer::isThere).thenComparing(Offer::position);

  /** Returns what a rank shows that has kept a replica. */
  static Offer of(TrainedReplica kept, int stateBytes) {
    return new Offer(
        kept.position(),
        stateBytes,
        length(kept.copies().best()),
        length(kept.copies().good()),
        length(kept.copies().velocity()));
  }

  private static long length(Optional<FlatVector> copy) {
    return copy.map(FlatVector::length).orElse(0L);
  }

  /** Returns what another rank has shown. */
  static Offer of(double[] numbers) {
    return new Offer(
        new Position((int) numbers[0], numbers[1] > 0, (int) numbers[2], (long) numbers[3]),
        (int) numbers[4],
        (long) numbers[5],
        (long) numbers[6],
        (long) numbers[7]);
  }

  /** Returns it as numbers that doubles hold exactly. */
  double[] numbers() {
    return new double[] {
      position.epochs(),
      position.stopped() ? 1 : 0,
      position.rollBacks(),
      position.steps(),
      stateBytes,
      bestLength,
      goodLength,
      velocityLength
    };
  }

  /** Returns whether the rank has kept anything. */
  boolean isThere() {
    return stateBytes > 0;
  }

  /** Compares positions; a rank that has kept nothing is behind all others. */
  @Override
  public int compareTo(Offer other) {
    return ORDER.compare(this, other);
  }

  /** Returns whether both are at the same position. */
  boolean isLevelWith(Offer other) {
    return compareTo(other) == 0;
  }
}
