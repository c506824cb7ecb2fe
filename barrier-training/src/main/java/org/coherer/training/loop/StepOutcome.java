package org.coherer.training.loop;

import org.coherer.training.sync.StepTotals;

/**
 * What became of a step, the same on all ranks.
 *
 * @param totals what the batches of all ranks added up to
 * @param applied whether parameters were updated; they are not after a step whose loss or gradients
 *     are not finite
 */
public record StepOutcome(StepTotals totals, boolean applied) {

  /** Returns what was not finite in a step that has changed nothing. */
  String notFinite() {
    return Double.isFinite(totals.loss())
        ? "the gradients are not finite"
        : "the loss is " + totals.meanLoss();
  }
}
