package org.coherer.training.loop;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.data.Batch;
import org.coherer.training.data.BatchSource;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingListener;

/**
 * What one rank does from the first step to the last: take a batch, go forward and backward, agree
 * with the other ranks, update, report. Runs on one thread.
 *
 * <p>Every rank makes {@code stepsPerEpoch} steps in every epoch, with an empty batch once its own
 * shard is used up.
 */
public final class TrainingLoop {

  private final TrainingPlan plan;
  private final int rank;
  private final Replica replica;
  private final BatchSource batches;
  private final ReplicaSync sync;
  private final long stepsPerEpoch;
  private final ProgressMeter meter;
  private final TrainingListener listener;

  /**
   * Creates the loop of one rank.
   *
   * @param rank the rank
   * @param stepsPerEpoch the same on every rank: what the largest shard needs
   * @param listener hears of progress and epochs, on the loop's thread
   */
  public TrainingLoop(
      TrainingPlan plan,
      int rank,
      Replica replica,
      BatchSource batches,
      ReplicaSync sync,
      long stepsPerEpoch,
      TrainingListener listener) {
    this.plan = plan;
    this.rank = rank;
    this.replica = replica;
    this.batches = batches;
    this.sync = sync;
    this.stepsPerEpoch = stepsPerEpoch;
    this.meter = new ProgressMeter(plan.epochs(), stepsPerEpoch, System::nanoTime);
    this.listener = listener;
  }

  /** Returns the steps that a shard of so many rows needs in one epoch. */
  public static long stepsFor(long rows, int batchSize) {
    return (rows + batchSize - 1) / batchSize;
  }

  /**
   * Trains to the end.
   *
   * @return the mean loss of each epoch, the same on every rank
   * @throws TrainingDivergedException if the loss is not finite
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public List<Double> run() {
    List<Double> losses = new ArrayList<>();
    sync.start(replica);
    meter.start();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      losses.add(runEpoch(epoch).meanLoss());
    }
    return losses;
  }

  private StepTotals runEpoch(int epoch) {
    batches.startEpoch(epoch);
    meter.startEpoch();
    StepTotals sum = StepTotals.ZERO;
    for (long step = 1; step <= stepsPerEpoch; step++) {
      StepTotals all = runStep(epoch, (epoch - 1) * stepsPerEpoch + step - 1);
      sum = sum.plus(all);
      if (!Double.isFinite(sum.loss())) {
        throw diverged(epoch, step, all);
      }
      TrainingEvent.Progress progress = meter.afterStep(epoch, step, sum);
      if (progress != null) {
        listener.onEvent(progress);
      }
    }
    listener.onEvent(
        new TrainingEvent.EpochCompleted(epoch, sum.meanLoss(), sum.rows(), meter.epochSeconds()));
    return sum;
  }

  private StepTotals runStep(int epoch, long iteration) {
    replica.position(iteration, epoch);
    replica.seed(Seeds.mix(plan.seed(), rank, iteration));
    Batch batch = batches.next();
    double loss = replica.forwardBackward(batch);
    StepTotals all = sync.agree(iteration, new StepTotals(batch.rows(), batch.weightSum(), loss));
    if (all.weight() > 0) {
      replica.step(all.weight());
    }
    return all;
  }

  private TrainingDivergedException diverged(int epoch, long step, StepTotals all) {
    String rate =
        plan.learningRate() == null
            ? "the network's learning rate"
            : "learningRate " + plan.learningRate();
    return new TrainingDivergedException(
        String.format(
            "Training diverged at epoch %d, step %d of %d: the loss is %s (lower %s, or scale the features)",
            epoch, step, stepsPerEpoch, all.meanLoss(), rate));
  }
}
