package org.coherer.training.loop;

import org.coherer.training.data.Seeds;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.StepContext;
import org.coherer.training.sync.StepTotals;

/** Computes the gradients of a step on this rank's own batches, on the host. */
final class LocalGradients {

  private final Rank rank;
  private final int batchesPerStep;
  private final HostMirror gradients;
  private final Accumulation accumulation;

  LocalGradients(Rank rank) {
    this.rank = rank;
    this.batchesPerStep = rank.plan().exchange().accumulateSteps();
    this.gradients = rank.replica().gradients();
    this.accumulation = new Accumulation(rank.replica(), batchesPerStep);
  }

  /**
   * Sets the gradients to the sum over the step's batches, and returns what these added up to.
   *
   * @param context where the step lies; the seed is that of each batch
   * @param listener receives the gradients of the last backward pass as they become final
   */
  StepTotals compute(StepPosition position, StepContext context, GradientListener listener) {
    long first = (position.step() - 1) * batchesPerStep;
    long last = Math.min(first + batchesPerStep, rank.batchesPerEpoch()) - 1;
    StepTotals mine = StepTotals.ZERO;
    for (long number = first; number <= last; number++) {
      GradientListener receiver = GradientListener.NONE;
      if (number == last) {
        receiver = first == last ? listener : accumulation.addedBefore(listener);
      }
      Batch batch = rank.batches().next();
      double loss = forwardBackward(batch, context.withSeed(seed(position, number)), receiver);
      if (number < last) {
        accumulation.take(number == first);
      }
      mine = mine.plus(new StepTotals(batch.rows(), batch.weightSum(), loss));
    }
    return mine;
  }

  private long seed(StepPosition position, long batch) {
    return Seeds.mix(
        rank.plan().data().seed(),
        rank.number(),
        (position.epoch() - 1) * rank.batchesPerEpoch() + batch);
  }

  private double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    double loss = rank.replica().forwardBackward(batch, context, listener);
    if (listener == GradientListener.NONE) {
      gradients.pull(); // Otherwise the host has got them slice by slice.
    }
    return loss;
  }
}
