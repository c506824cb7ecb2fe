package org.coherer.training.loop;

import org.coherer.training.vector.FlatVector;

/** The totals of a step, as numbers that can be summed along with the gradients. */
final class ExchangedTotals {

  private static final int ROWS = 0;
  private static final int WEIGHT = 1;
  private static final int LOSS = 2;

  private final FlatVector vector = FlatVector.allocate(3);

  FlatVector vector() {
    return vector;
  }

  void set(StepTotals totals) {
    vector.set(ROWS, (float) totals.rows());
    vector.set(WEIGHT, (float) totals.weight());
    vector.set(LOSS, (float) totals.loss());
  }

  StepTotals get() {
    return new StepTotals((long) vector.get(ROWS), vector.get(WEIGHT), vector.get(LOSS));
  }
}
