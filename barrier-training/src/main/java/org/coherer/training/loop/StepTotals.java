package org.coherer.training.loop;

/**
 * What one step added up to, on one rank or on all of them.
 *
 * @param rows rows in the batches
 * @param weight sum of their weights
 * @param loss sum of row weight x loss
 */
public record StepTotals(long rows, double weight, double loss) {

  /** Nothing yet. */
  public static final StepTotals ZERO = new StepTotals(0, 0, 0);

  /** Returns the sum of both. */
  public StepTotals plus(StepTotals other) {
    return new StepTotals(rows + other.rows, weight + other.weight, loss + other.loss);
  }

  /** Returns the loss per unit of weight; NaN if there is no weight. */
  public double meanLoss() {
    return loss / weight;
  }
}
