package org.coherer.training.loop;

import org.coherer.training.sync.StepTotals;

/**
 * What became of a step, the same on all ranks.
 *
 * @param totals what the batches of all ranks added up to
 * @param applied whether parameters were updated; a step whose loss or gradients are not finite is
 *     skipped
 */
public record StepOutcome(StepTotals totals, boolean applied) {}
