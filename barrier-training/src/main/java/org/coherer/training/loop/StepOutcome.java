package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.sync.StepTotals;

/**
 * What became of a step, or of all steps up to an exchange; the same on all ranks.
 *
 * @param totals what the batches of all ranks added up to
 * @param steps how many steps it were
 * @param notFinite what was not finite; empty if parameters were updated. They are not after steps
 *     whose loss, gradients or results are not finite
 */
public record StepOutcome(StepTotals totals, long steps, Optional<String> notFinite) {

  /** That of one step, whose loss or gradients are not finite if it is not applied. */
  public StepOutcome(StepTotals totals, boolean applied) {
    this(
        totals,
        1,
        applied
            ? Optional.empty()
            : Optional.of(lossOf(totals).orElse("the gradients are not finite")));
  }

  /** Returns what is to be said of a loss that is not finite. */
  static Optional<String> lossOf(StepTotals totals) {
    return Double.isFinite(totals.loss())
        ? Optional.empty()
        : Optional.of("the loss is " + totals.meanLoss());
  }

  /** Returns whether parameters were updated. */
  public boolean applied() {
    return notFinite.isEmpty();
  }
}
