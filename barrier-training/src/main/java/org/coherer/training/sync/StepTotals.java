package org.coherer.training.sync;

/**
 * What one step added up to, on one rank or on all of them.
 *
 * @param rows rows in the batches
 * @param weight sum of their weights
 * @param loss sum of row weight x loss
 * @param timeIsUp whether a rank says that the run shall end with this step
 */
public record StepTotals(long rows, double weight, double loss, boolean timeIsUp) {

  /** Nothing yet. */
  public static final StepTotals ZERO = new StepTotals(0, 0, 0);

  /** Creates totals of a step that others may follow. */
  public StepTotals(long rows, double weight, double loss) {
    this(rows, weight, loss, false);
  }

  /** Returns the sum of both. */
  public StepTotals plus(StepTotals other) {
    return new StepTotals(
        rows + other.rows, weight + other.weight, loss + other.loss, timeIsUp || other.timeIsUp);
  }

  /** Returns the same, but for whether the time is up. */
  public StepTotals when(boolean up) {
    return new StepTotals(rows, weight, loss, up);
  }

  /** Returns the loss per unit of weight; NaN if there is no weight. */
  public double meanLoss() {
    return loss / weight;
  }
}
