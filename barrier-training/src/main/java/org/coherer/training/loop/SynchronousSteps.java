package org.coherer.training.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.StepContext;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.loop.inspect.EpochMeasures;
import org.coherer.training.loop.time.EpochClock;
import org.coherer.training.loop.update.GradientClipper;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.sync.Wishes;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Tracer;

/**
 * Synchronous steps: every rank computes gradients, a {@link ReplicaSync} sums them, and every rank
 * applies the same update to its own replica, or to its shard of the optimizer's state.
 */
final class SynchronousSteps implements StepPolicy {

  private final Rank rank;
  private final EpochClock clock;
  private final Tracer tracer;
  private final OptimizerHandover handover;
  private final ReplicaSync sync;
  private final HostMirror gradients;
  private final Optimizer optimizer;
  private final LocalGradients local;
  private final GradientClipper clipper;
  private final EpochMeasures measures;
  private final Culprits culprits;
  private StepTotals own = StepTotals.ZERO;
  private boolean whole = true;

  /**
   * Creates the steps of one rank.
   *
   * @param clock measures the exchanges
   * @param tracer is told of what they consist of
   * @param handover what the optimizer starts from
   */
  SynchronousSteps(Rank rank, EpochClock clock, Tracer tracer, OptimizerHandover handover) {
    this.rank = rank;
    this.clock = clock;
    this.tracer = tracer;
    this.handover = handover;
    this.culprits = new Culprits(rank);
    this.sync = rank.sync();
    this.gradients = rank.replica().gradients();
    this.optimizer = rank.replica().optimizer();
    this.local = new LocalGradients(rank, tracer);
    this.clipper =
        new GradientClipper(rank.plan(), rank.replica(), sync.reducedRange(), rank.sums());
    this.measures = new EpochMeasures(rank.plan(), rank.replica(), rank.number());
  }

  @Override
  public void start() {
    whole = false;
    sync.start();
    handover.giveTo(rank.replica(), sync.reducedRange());
    whole = true;
  }

  @Override
  public StepOutcome step(StepPosition position, double rateFactor, Supplier<Wishes> mine) {
    Wishes wishes = mine.get();
    long iteration = position.iteration(rank.stepsPerEpoch());
    StepContext context = rank.context(position, handover.position(), rateFactor);
    GradientListener listener = sync.gradientListener(iteration);
    own = local.compute(position, context, listener).with(wishes);
    long start = startExchange();
    StepTotals all = sync.synchronize(iteration, own);
    endExchange(start);
    start = tracer.start();
    GradientClipper.Outcome clipped = clip(all, position);
    tracer.end(Phase.CLIP, "", start);
    if (clipped == GradientClipper.Outcome.NOT_FINITE) {
      return new StepOutcome(all, false);
    }
    if (all.weight() > 0) {
      update(all.weight(), context);
    }
    return new StepOutcome(all, true);
  }

  /**
   * The exchange has left nothing of this rank's gradients, so they are computed again. A loss is
   * what it was as a float, for that is how it was summed.
   */
  @Override
  public String culprits() {
    StepTotals summed = new StepTotals(own.rows(), own.weight(), (float) own.loss());
    local.computeAgain();
    return culprits.find(summed, new NotFinite().countIn(gradients.host()), "gradients");
  }

  private void update(double weight, StepContext context) {
    gradients.push();
    whole = false;
    long start = tracer.start();
    sync.beforeStep();
    optimizer.step(weight, context);
    tracer.end(Phase.UPDATE, "", start);
    start = startExchange();
    sync.afterStep();
    endExchange(start);
    whole = true;
  }

  private long startExchange() {
    clock.startExchange();
    return tracer.start();
  }

  private void endExchange(long start) {
    tracer.end(Phase.EXCHANGE, "", start);
    clock.endExchange();
  }

  @Override
  public boolean settle() {
    return whole;
  }

  /**
   * Clips the gradients of a step that has some, and whose loss is finite; measures those of the
   * last step of an epoch before.
   */
  private GradientClipper.Outcome clip(StepTotals all, StepPosition position) {
    boolean last = position.step() == rank.stepsPerEpoch();
    if (last) {
      measures.begin(position.epoch(), position.step(), all.weight());
    }
    if (!Double.isFinite(all.loss())) {
      return GradientClipper.Outcome.NOT_FINITE;
    }
    if (all.weight() == 0) {
      return GradientClipper.Outcome.APPLIED;
    }
    GradientClipper.Outcome outcome = clipper.apply(all.weight(), last);
    if (last) {
      measures.norm(clipper.norm());
    }
    return outcome;
  }

  @Override
  public List<TrainingEvent> measured(int epoch) {
    return measures.after(epoch);
  }

  @Override
  public double learningRate(StepPosition position, double rateFactor) {
    return optimizer.learningRate(rank.context(position, handover.position(), rateFactor));
  }

  @Override
  public Optional<TrainingEvent.EpochValidated> validate(int epoch) {
    return rank.validation().map(validation -> validation.after(epoch, rank.replica()));
  }
}
