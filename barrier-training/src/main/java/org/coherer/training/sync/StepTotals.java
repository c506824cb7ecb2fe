package org.coherer.training.sync;

/**
 * What one step added up to, on one rank or on all of them.
 *
 * @param rows rows in the batches
 * @param weight sum of their weights
 * @param loss sum of row weight x loss
 * @param wishes what ranks wish for that have made the step
 */
public record StepTotals(long rows, double weight, double loss, Wishes wishes) {

  /** Nothing yet. */
  public static final StepTotals ZERO = new StepTotals(0, 0, 0);

  /** Creates totals of a step with which nothing is wished for. */
  public StepTotals(long rows, double weight, double loss) {
    this(rows, weight, loss, Wishes.NONE);
  }

  /** Returns the sum of both. */
  public StepTotals plus(StepTotals other) {
    return new StepTotals(
        rows + other.rows, weight + other.weight, loss + other.loss, wishes.or(other.wishes));
  }

  /** Returns the same numbers with other wishes. */
  public StepTotals with(Wishes others) {
    return new StepTotals(rows, weight, loss, others);
  }

  /** Returns whether the run shall end with this step. */
  public boolean timeIsUp() {
    return wishes.timeIsUp();
  }

  /** Returns the loss per unit of weight; NaN if there is no weight. */
  public double meanLoss() {
    return loss / weight;
  }
}
