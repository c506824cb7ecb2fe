package org.coherer.training.sync;

import org.coherer.training.vector.FlatVector;

/** The totals of a step, as numbers that can be summed along with the gradients. */
final class ExchangedTotals {

  private static final int ROWS = 0;
  private static final int WEIGHT = 1;
  private static final int LOSS = 2;
  private static final int TIME_IS_UP = 3;
  private static final int CHECKPOINT = 4;

  private final FlatVector vector = FlatVector.allocate(5);

  FlatVector vector() {
    return vector;
  }

  void set(StepTotals totals) {
    vector.set(ROWS, (float) totals.rows());
    vector.set(WEIGHT, (float) totals.weight());
    vector.set(LOSS, (float) totals.loss());
    vector.set(TIME_IS_UP, totals.wishes().timeIsUp() ? 1 : 0);
    vector.set(CHECKPOINT, totals.wishes().checkpoint() ? 1 : 0);
  }

  StepTotals get() {
    return new StepTotals(
        (long) vector.get(ROWS),
        vector.get(WEIGHT),
        vector.get(LOSS),
        new Wishes(vector.get(TIME_IS_UP) > 0, vector.get(CHECKPOINT) > 0));
  }
}
