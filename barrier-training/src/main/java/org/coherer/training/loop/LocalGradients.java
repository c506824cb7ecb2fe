package org.coherer.training.loop;

import org.coherer.training.data.Seeds;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.StepContext;
import org.coherer.training.loop.update.Accumulation;
import org.coherer.training.sync.StepTotals;

/**
 * Computes the gradients of a step on this rank's own batches, on the host. A batch is the same
 * whichever rank has its shard, and so are the random numbers that are drawn for it.
 */
final class LocalGradients {

  private final Rank rank;
  private final int batchesPerShard;
  private final HostMirror gradients;
  private final Accumulation accumulation;
  private Batch last;
  private StepContext lastContext;
  private boolean accumulated;

  LocalGradients(Rank rank) {
    this.rank = rank;
    this.batchesPerShard = rank.plan().exchange().accumulateSteps();
    this.gradients = rank.replica().gradients();
    this.accumulation =
        new Accumulation(rank.replica(), batchesPerShard * rank.batches().shards().size());
  }

  /**
   * Sets the gradients to the sum over the step's batches, and returns what these added up to.
   *
   * @param context where the step lies; the seed is that of each batch
   * @param listener receives the gradients of the last backward pass as they become final
   */
  StepTotals compute(StepPosition position, StepContext context, GradientListener listener) {
    long first = (position.step() - 1) * batchesPerShard;
    long end = Math.min(first + batchesPerShard, rank.batchesPerEpoch());
    long passes = (end - first) * rank.batches().shards().size();
    accumulated = passes > 1;
    StepTotals mine = StepTotals.ZERO;
    long pass = 0;
    for (long number = first; number < end; number++) {
      for (int shard : rank.batches().shards()) {
        pass++;
        GradientListener receiver = GradientListener.NONE;
        if (pass == passes) {
          receiver = accumulated ? accumulation.addedBefore(listener) : listener;
        }
        last = rank.batches().next(shard);
        lastContext = context.withSeed(seed(position, shard, number));
        double loss = forwardBackward(last, lastContext, receiver);
        if (pass < passes) {
          accumulation.take(pass == 1);
        }
        mine = mine.plus(new StepTotals(last.rows(), last.weightSum(), loss));
      }
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

  private long seed(StepPosition position, int shard, long batch) {
    return Seeds.mix(
        rank.plan().data().seed(), shard, (position.epoch() - 1) * rank.batchesPerEpoch() + batch);
  }

  private double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    double loss = rank.replica().forwardBackward(batch, context, listener);
    if (listener == GradientListener.NONE) {
      gradients.pull(); // Otherwise the host has got them slice by slice.
    }
    return loss;
  }
}
