package org.coherer.training.loop;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.data.Batch;
import org.coherer.training.data.BatchSource;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingListener;

/**
 * What one rank does from the first step to the last: take one or more batches, go forward and
 * backward, agree with the other ranks, update, report. Runs on one thread.
 *
 * <p>Every rank takes {@code batchesPerEpoch} batches in every epoch, empty ones once its own shard
 * is used up. {@code accumulateSteps} of them make a step; the last step of an epoch may have
 * fewer.
 */
public final class TrainingLoop {

  private final TrainingPlan plan;
  private final int rank;
  private final Replica replica;
  private final BatchSource batches;
  private final ReplicaSync sync;
  private final long batchesPerEpoch;
  private final long stepsPerEpoch;
  private final ProgressMeter meter;
  private final TrainingListener listener;
  private Accumulation accumulation;
  private Validation validation;

  /**
   * Creates the loop of one rank.
   *
   * @param rank the rank
   * @param batchesPerEpoch the same on every rank: what the largest shard needs
   * @param listener hears of progress and epochs, on the loop's thread
   */
  public TrainingLoop(
      TrainingPlan plan,
      int rank,
      Replica replica,
      BatchSource batches,
      ReplicaSync sync,
      long batchesPerEpoch,
      TrainingListener listener) {
    this.plan = plan;
    this.rank = rank;
    this.replica = replica;
    this.batches = batches;
    this.sync = sync;
    this.batchesPerEpoch = batchesPerEpoch;
    this.stepsPerEpoch = stepsFor(batchesPerEpoch, plan.exchange().accumulateSteps());
    this.meter = new ProgressMeter(plan.epochs(), stepsPerEpoch, System::nanoTime);
    this.listener = listener;
  }

  /** Has the network measured after every epoch. Either all ranks call it or none does. */
  public void validateWith(Validation newValidation) {
    validation = newValidation;
  }

  /**
   * Returns how many groups hold so many things: the batches that a shard's rows need in one epoch,
   * or the steps that those batches need.
   */
  public static long stepsFor(long things, int groupSize) {
    return (things + groupSize - 1) / groupSize;
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
    accumulation = new Accumulation(replica, plan.exchange().accumulateSteps());
    meter.start();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      losses.add(runEpoch(epoch).meanLoss());
    }
    return losses;
  }

  private StepTotals runEpoch(int epoch) {
    long waitedBefore = batches.waitNanos();
    batches.startEpoch(epoch);
    meter.startEpoch();
    StepTotals sum = StepTotals.ZERO;
    for (long step = 1; step <= stepsPerEpoch; step++) {
      StepTotals all = runStep(epoch, step);
      sum = sum.plus(all);
      if (!Double.isFinite(sum.loss())) {
        throw diverged(epoch, step, all);
      }
      TrainingEvent.Progress progress = meter.afterStep(epoch, step, sum);
      if (progress != null) {
        listener.onEvent(progress);
      }
    }
    double seconds = meter.epochSeconds();
    double waited = (batches.waitNanos() - waitedBefore) / 1e9;
    listener.onEvent(new TrainingEvent.DataWaited(rank, epoch, waited, seconds));
    listener.onEvent(new TrainingEvent.EpochCompleted(epoch, sum.meanLoss(), sum.rows(), seconds));
    if (validation != null) {
      listener.onEvent(validation.after(epoch, replica));
    }
    return sum;
  }

  private StepTotals runStep(int epoch, long step) {
    long iteration = (epoch - 1) * stepsPerEpoch + step - 1;
    replica.position(iteration, epoch);
    GradientListener exchange = sync.announcements(iteration);
    StepTotals all = sync.agree(iteration, forwardBackward(epoch, step, exchange));
    if (all.weight() > 0) {
      replica.step(all.weight());
      sync.stepped();
    }
    return all;
  }

  /** Sets the gradients to the sum over the step's batches. */
  private StepTotals forwardBackward(int epoch, long step, GradientListener exchange) {
    int most = plan.exchange().accumulateSteps();
    long first = (step - 1) * most;
    long last = Math.min(first + most, batchesPerEpoch) - 1;
    StepTotals mine = StepTotals.ZERO;
    for (long number = first; number <= last; number++) {
      replica.seed(Seeds.mix(plan.seed(), rank, (epoch - 1) * batchesPerEpoch + number));
      Batch batch = batches.next();
      double loss;
      if (number < last) {
        loss = replica.forwardBackward(batch);
        accumulation.take(number == first);
      } else {
        boolean alone = first == last;
        loss =
            replica.forwardBackward(batch, alone ? exchange : accumulation.addedBefore(exchange));
      }
      mine = mine.plus(new StepTotals(batch.rows(), batch.weightSum(), loss));
    }
    return mine;
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
