package org.coherer.training.server;

import java.io.Serializable;
import org.coherer.training.data.RankBatches;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.loop.LocalGradients;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.loop.StepPosition;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.loop.update.GradientClipper;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.vector.Chunk;

/**
 * The steps of one worker: gradients of the next batch, of the parameters that the servers gave it
 * last, which it sends to them. Used by one thread.
 */
public final class WorkerSteps {

  private final TrainingPlan plan;
  private final Replica replica;
  private final RankBatches batches;
  private final WorkerClient servers;
  private final WorkerRows rows;
  private final GradientClipper clipper;
  private final OptimizerPosition before;
  private final NotFinite notFinite = new NotFinite();
  private final boolean synchronous;

  /**
   * Where a worker's time went.
   *
   * @param steps the steps that it has made
   * @param seconds all of it
   * @param dataSeconds waiting for batches
   * @param serverSeconds waiting for servers, and so for other workers
   */
  public record Outcome(long steps, double seconds, double dataSeconds, double serverSeconds)
      implements Serializable {}

  /**
   * Creates the steps of a worker.
   *
   * @param batches those of its shard
   * @param servers the connections to the servers, over the replica's own vectors
   * @param rows what its steps have beside the gradients of parameters
   * @param before how far the optimizer had got before the run
   * @param synchronous whether servers clip the sum of all workers' gradients, and nobody its own
   */
  public WorkerSteps(
      TrainingPlan plan,
      Replica replica,
      RankBatches batches,
      WorkerClient servers,
      WorkerRows rows,
      OptimizerPosition before,
      boolean synchronous) {
    this.plan = plan;
    this.replica = replica;
    this.batches = batches;
    this.servers = servers;
    this.rows = rows;
    this.before = before;
    this.synchronous = synchronous;
    Chunk all = new Chunk(0, replica.gradients().length());
    this.clipper = new GradientClipper(plan, replica, all, null);
  }

  /**
   * Makes the steps of a segment that have not been made yet.
   *
   * @param rateFactor that of the run; passes may depend on it
   * @throws TrainingDivergedException if numbers are not finite, unless such steps are skipped
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public Outcome run(Segment segment, double rateFactor) {
    long begun = System.nanoTime();
    long waitedBefore = batches.waitNanos();
    long rowsBefore = rows.waitNanos();
    long applied = servers.join();
    replica.parameters().push();
    long next = Math.max(applied + 1, segment.first());
    batches.startAt(segment.epoch(), (next - 1) * plan.exchange().accumulateSteps());
    LocalGradients gradients = new LocalGradients(plan, replica, batches, segment.epochBatches());
    long serverNanos = 0;
    long step = next;
    for (boolean goesOn = true; goesOn && step <= segment.last(); step++) {
      StepPosition position = new StepPosition(segment.epoch(), step);
      StepTotals totals = compute(gradients, position, segment, rateFactor);
      long sent = System.nanoTime();
      goesOn = send(position, totals);
      serverNanos += System.nanoTime() - sent;
      replica.parameters().push();
    }
    servers.leave();
    double data = (batches.waitNanos() - waitedBefore) / 1e9;
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Outcome(
        step - next, seconds, data, (serverNanos + rows.waitNanos() - rowsBefore) / 1e9);
  }

  private StepTotals compute(
      LocalGradients gradients, StepPosition position, Segment segment, double rateFactor) {
    long perEpoch = plan.exchange().stepsFor(segment.epochBatches());
    StepContext context =
        new StepContext(
            before.steps() + position.iteration(perEpoch),
            before.epochs() + position.epoch(),
            rateFactor,
            0);
    return gradients.compute(position, context, GradientListener.NONE);
  }

  /**
   * Servers clip the sum of all workers; a gradient that is an update by itself is clipped here.
   */
  private boolean areFinite(double weight) {
    return (synchronous || weight == 0)
        ? notFinite.countIn(replica.gradients().host()) == 0
        : clipper.apply(weight) == GradientClipper.Outcome.APPLIED;
  }

  private boolean send(StepPosition position, StepTotals totals) {
    boolean finite = Double.isFinite(totals.loss()) && areFinite(totals.weight());
    if (!finite && plan.controls().stopping().onDivergence() != OnDivergence.SKIP) {
      servers.leave(); // Nobody shall wait for it.
      throw new TrainingDivergedException(
          String.format(
              "Training diverged at epoch %d, step %d: the loss of the worker is %s%s",
              position.epoch(),
              position.step(),
              totals.meanLoss(),
              Double.isFinite(totals.loss()) ? ", its gradients are not finite" : ""));
    }
    if (finite) {
      rows.send(position.step(), totals.weight());
    } else {
      rows.drop();
    }
    boolean goesOn = servers.step(position.step(), totals, !finite);
    rows.sent();
    return goesOn;
  }
}
