package org.coherer.training.loop;

import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.sync.StepTotals;

/** Says where a run has diverged, and what to do. */
final class Divergence {

  private final Rank rank;

  Divergence(Rank rank) {
    this.rank = rank;
  }

  /** Returns what to throw if the loss of a step, or its gradients, are not finite. */
  TrainingDivergedException atStep(StepPosition position, StepTotals all) {
    String what =
        Double.isFinite(all.loss())
            ? "the gradients are not finite"
            : "the loss is " + all.meanLoss();
    return new TrainingDivergedException(
        String.format(
            "Training diverged at epoch %d, step %d of %d: %s (%s)",
            position.epoch(), position.step(), rank.stepsPerEpoch(), what, remedy()));
  }

  /** Returns what to throw if all steps of an epoch were skipped. */
  TrainingDivergedException allStepsSkipped(int epoch) {
    return new TrainingDivergedException(
        String.format(
            "Training diverged in epoch %d: none of its steps had a loss and gradients that are finite (%s)",
            epoch, remedy()));
  }

  /** Returns what to throw if the loss on the validation set is not finite. */
  TrainingDivergedException ofValidation(int epoch, double loss) {
    return new TrainingDivergedException(
        String.format(
            "Training diverged in epoch %d: the validation loss is %s (%s)",
            epoch, loss, remedy()));
  }

  /** Returns what to throw if parameters of a run's result are not finite. */
  TrainingDivergedException ofParameters(int epoch, long count) {
    return new TrainingDivergedException(
        String.format(
            "Training diverged in epoch %d: %d of the %d trained parameters are not finite"
                + " (%s, or clip the gradients)",
            epoch, count, rank.replica().parameters().length(), remedy()));
  }

  private String remedy() {
    NetworkPlan network = rank.plan().network();
    String rate =
        network.replacedRate().isEmpty()
            ? "the network's learning rate"
            : "learningRate " + network.learningRate();
    return "lower " + rate + ", or scale the features";
  }
}
