package org.coherer.benchmarks.clicks;

import java.util.Optional;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Summary;

/**
 * What was measured.
 *
 * @param plan what was trained
 * @param consistency how ours was
 * @param ours our trainings
 * @param torch PyTorch's, where there is one
 * @param optimalArea the area under the ROC curve of the true probabilities
 */
record ClicksLine(
    ClicksPlan plan,
    String consistency,
    ClickTrials ours,
    Optional<ClickTrials> torch,
    double optimalArea) {

  private static final int AREA_DECIMALS = 4;

  /** Returns the line; what was not measured is absent. */
  ResultLine line(String benchmark, String peer) {
    long examples = (long) plan.rows() * plan.epochs();
    Summary rate = ours.rate(examples);
    Optional<Summary> torchRate = torch.map(trials -> trials.rate(examples));
    return new ResultLine(benchmark)
        .with("consistency", consistency)
        .with("rows", plan.rows())
        .with("epochs", plan.epochs())
        .with("batch", ClicksPlan.BATCH)
        .with("examples_per_s", rate.median(), 0)
        .ratio("torch", rate.rateRatio(torchRate))
        .with("auc", ours.area().median(), AREA_DECIMALS)
        .with("optimal_auc", optimalArea, AREA_DECIMALS)
        .with("behind", optimalArea - ours.area().median(), AREA_DECIMALS)
        .spread("examples_per_s", rate, 0)
        .spread("auc", ours.area(), AREA_DECIMALS)
        .measured("fit_seconds", Optional.of(ours.fitSeconds()), 1)
        .measured("torch_examples_per_s", torchRate, 0)
        .measured("torch_auc", torch.map(ClickTrials::area), AREA_DECIMALS)
        .with("peer", peer)
        .with("rounds", plan.rounds().count());
  }
}
