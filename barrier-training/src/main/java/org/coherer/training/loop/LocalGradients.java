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
  private Batch last;
  private StepContext lastContext;
  private boolean accumulated;

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
    long end = Math.min(first + batchesPerStep, rank.batchesPerEpoch());
    accumulated = end > first + 1;
    StepTotals mine = StepTotals.ZERO;
    for (long number = first; number < end; number++) {
      boolean isLast = number == end - 1;
      GradientListener receiver = GradientListener.NONE;
      if (isLast) {
        receiver = accumulated ? accumulation.addedBefore(listener) : listener;
      }
      Batch batch = rank.batches().next();
      last = batch;
      lastContext = context.withSeed(seed(position, number));
      double loss = forwardBackward(batch, lastContext, receiver);
      if (!isLast) {
        accumulation.take(number == first);
      }
      mine = mine.plus(new StepTotals(batch.rows(), batch.weightSum(), loss));
    }
    return mine;
  }

  /**
   * Sets the gradients again to what they were when {@link #compute} had returned last. The
   * parameters have not changed meanwhile, nor has anybody asked for another batch.
   */
  void computeAgain() {
    forwardBackward(last, lastContext, GradientListener.NONE);
    if (accumulated) {
      accumulation.addTo(gradients.host());
    }
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
