package org.coherer.training.loop;

import org.coherer.training.data.RankBatches;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.loop.update.Accumulation;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Tracer;

/**
 * Computes the gradients of a step on this rank's own batches, on the host. A batch is the same
 * whichever rank has its shard, and so are the random numbers that are drawn for it.
 */
public final class LocalGradients {

  private final TrainingPlan plan;
  private final Replica replica;
  private final RankBatches batches;
  private final long batchesPerEpoch;
  private final int batchesPerShard;
  private final HostMirror gradients;
  private final Accumulation accumulation;
  private final Tracer tracer;
  private Batch last;
  private StepContext lastContext;
  private boolean accumulated;

  LocalGradients(Rank rank, Tracer tracer) {
    this(rank.plan(), rank.replica(), rank.batches(), rank.batchesPerEpoch(), tracer);
  }

  /**
   * Creates the gradients of some shards.
   *
   * @param batchesPerEpoch the batches that the largest shard of the run has
   */
  public LocalGradients(
      TrainingPlan plan, Replica replica, RankBatches batches, long batchesPerEpoch) {
    this(plan, replica, batches, batchesPerEpoch, Tracer.NONE);
  }

  private LocalGradients(
      TrainingPlan plan,
      Replica replica,
      RankBatches batches,
      long batchesPerEpoch,
      Tracer tracer) {
    this.plan = plan;
    this.replica = replica;
    this.batches = batches;
    this.batchesPerEpoch = batchesPerEpoch;
    this.batchesPerShard = plan.exchange().accumulateSteps();
    this.gradients = replica.gradients();
    this.accumulation = new Accumulation(replica, batchesPerShard * batches.shards().size());
    this.tracer = tracer;
  }

  /**
   * Sets the gradients to the sum over the step's batches, and returns what these added up to.
   *
   * @param context where the step lies; the seed is that of each batch
   * @param listener receives the gradients of the last backward pass as they become final
   */
  public StepTotals compute(StepPosition position, StepContext context, GradientListener listener) {
    long first = (position.step() - 1) * batchesPerShard;
    long end = Math.min(first + batchesPerShard, batchesPerEpoch);
    long passes = (end - first) * batches.shards().size();
    accumulated = passes > 1;
    StepTotals mine = StepTotals.ZERO;
    long pass = 0;
    for (long number = first; number < end; number++) {
      for (int shard : batches.shards()) {
        pass++;
        GradientListener receiver = GradientListener.NONE;
        if (pass == passes) {
          receiver = accumulated ? accumulation.addedBefore(listener) : listener;
        }
        last = nextBatch(shard);
        lastContext = context.withSeed(seed(position, shard, number));
        long start = tracer.start();
        double loss = forwardBackward(last, lastContext, receiver);
        tracer.end(Phase.PASS, "", start);
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

  private Batch nextBatch(int shard) {
    long start = tracer.start();
    Batch batch = batches.next(shard);
    tracer.end(Phase.DATA, "", start);
    return batch;
  }

  private long seed(StepPosition position, int shard, long batch) {
    return Seeds.mix(plan.data().seed(), shard, (position.epoch() - 1) * batchesPerEpoch + batch);
  }

  private double forwardBackward(Batch batch, StepContext context, GradientListener listener) {
    double loss = replica.forwardBackward(batch, context, listener);
    if (listener == GradientListener.NONE) {
      gradients.pull(); // Otherwise the host has got them slice by slice.
    }
    return loss;
  }
}
