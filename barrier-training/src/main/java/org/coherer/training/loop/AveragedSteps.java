package org.coherer.training.loop;

import java.util.Optional;
import java.util.function.Supplier;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Optimizer;
import org.coherer.training.engine.StepContext;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.loop.time.EpochClock;
import org.coherer.training.loop.update.GradientClipper;
import org.coherer.training.loop.update.OuterOptimizer;
import org.coherer.training.plan.Agreement;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.sync.Wishes;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.FlatVector;

/**
 * Local steps between two exchanges, in which the ranks average what they have made of their
 * parameters: see {@link Agreement.Averaging}. Gradients are clipped on each rank, by the norm of
 * its own. Averages are by the weight of the rows that each rank has trained on since the exchange
 * before, so a rank without rows contributes nothing.
 *
 * <p>A copy of parameters and optimizer's state at the last exchange is what differences are taken
 * from, and what a rank returns to where steps come to nothing: when the numbers of a rank are not
 * finite, and when an attempt fails between two exchanges.
 */
final class AveragedSteps implements StepPolicy {

  /**
   * What this rank's own steps since the last exchange have led to.
   *
   * @param totals what its batches added up to
   * @param gradients how many gradients were not finite, in the first step where any was not
   * @param parameters how many parameters are not finite now
   */
  private record Own(StepTotals totals, long gradients, long parameters) {
    static final Own NONE = new Own(StepTotals.ZERO, 0, 0);

    double[] numbers() {
      return new double[] {
        totals.rows(),
        totals.weight(),
        totals.loss(),
        totals.wishes().timeIsUp() ? 1 : 0,
        totals.wishes().checkpoint() ? 1 : 0,
        gradients,
        parameters
      };
    }

    static Own of(double[] sums) {
      Wishes wishes = new Wishes(sums[3] > 0, sums[4] > 0);
      StepTotals totals = new StepTotals((long) sums[0], sums[1], sums[2], wishes);
      return new Own(totals, (long) sums[5], (long) sums[6]);
    }
  }

  private final Rank rank;
  private final long period;
  private final EpochClock clock;
  private final Tracer tracer;
  private final OptimizerHandover handover;
  private final ReplicaSync sync;
  private final HostMirror parameters;
  private final HostMirror gradients;
  private final Optimizer optimizer;
  private final LocalGradients local;
  private final GradientClipper clipper;
  private final OuterOptimizer outer;
  private final KeptCopy last;
  private final Culprits culprits;
  private final NotFinite notFinite = new NotFinite();
  private Own own = Own.NONE;
  private boolean gradientsToBlame;
  private boolean beyondLast;
  private boolean whole = true;

  /**
   * Creates the steps of one rank.
   *
   * @param clock measures the exchanges
   * @param tracer is told of what they consist of
   */
  AveragedSteps(
      Rank rank, Agreement.Averaging averaging, EpochClock clock, Tracer tracer, LoopStart start) {
    this.rank = rank;
    this.tracer = tracer;
    this.period = averaging.steps();
    this.clock = clock;
    this.handover = start.optimizer();
    this.sync = rank.sync();
    this.parameters = rank.replica().parameters();
    this.gradients = rank.replica().gradients();
    this.optimizer = rank.replica().optimizer();
    this.local = new LocalGradients(rank, tracer);
    this.clipper =
        new GradientClipper(rank.plan(), rank.replica(), sync.reducedRange(), rank.sums());
    this.outer = new OuterOptimizer(averaging, rank.replica(), start.copies().velocity());
    this.last = new KeptCopy(HostMirror.concat(parameters, optimizer.state()), Optional.empty());
    this.culprits = new Culprits(rank);
  }

  @Override
  public void start() {
    whole = false;
    sync.start();
    handover.giveTo(rank.replica(), sync.reducedRange());
    whole = true;
  }

  @Override
  public StepOutcome step(StepPosition first, double rateFactor, Supplier<Wishes> mine) {
    long count = Math.min(period, rank.stepsPerEpoch() - first.step() + 1);
    last.keep();
    beyondLast = true;
    stepLocally(first, count, rateFactor);
    own = new Own(own.totals().with(mine.get()), own.gradients(), own.parameters());
    clock.startExchange();
    long start = tracer.start();
    StepOutcome outcome = exchange(first, count);
    tracer.end(Phase.EXCHANGE, "", start);
    clock.endExchange();
    beyondLast = false;
    return outcome;
  }

  /** Makes this rank's own steps, up to one whose loss or gradients are not finite. */
  private void stepLocally(StepPosition first, long count, double rateFactor) {
    own = Own.NONE;
    boolean finite = true;
    for (long done = 0; done < count && finite; done++) {
      sync.check();
      StepPosition position = new StepPosition(first.epoch(), first.step() + done);
      StepContext context = rank.context(position, handover.position(), rateFactor);
      StepTotals totals = local.compute(position, context, GradientListener.NONE);
      own = new Own(own.totals().plus(totals), 0, 0);
      finite = clip(totals);
      if (!finite) {
        own = new Own(own.totals(), notFinite.countIn(gradients.host()), 0);
      } else if (totals.weight() > 0) {
        gradients.push();
        long start = tracer.start();
        optimizer.step(totals.weight(), context);
        tracer.end(Phase.UPDATE, "", start);
      }
    }
    if (!finite) {
      skipTo(first.epoch(), first.step() - 1 + count);
    }
    parameters.pull();
    if (finite) {
      own = new Own(own.totals(), 0, notFinite.countIn(parameters.host()));
    }
  }

  /** Clips the gradients of a step; returns whether its loss and its gradients are finite. */
  private boolean clip(StepTotals totals) {
    return Double.isFinite(totals.loss())
        && (totals.weight() == 0
            || clipper.apply(totals.weight()) == GradientClipper.Outcome.APPLIED);
  }

  /** The batches of steps that are not made are those of no other step. */
  private void skipTo(int epoch, long steps) {
    if (steps < rank.stepsPerEpoch()) {
      rank.batches().startAt(epoch, steps * rank.plan().exchange().accumulateSteps());
    }
  }

  private StepOutcome exchange(StepPosition first, long count) {
    double[] sums = own.numbers();
    rank.sums().sum(sums);
    Own all = Own.of(sums);
    Optional<String> bad = notFinite(all);
    gradientsToBlame = all.parameters() == 0 || all.gradients() > 0;
    if (bad.isPresent()) {
      last.restore();
      String where = String.format(" in steps %d to %d", first.step(), first.step() + count - 1);
      return new StepOutcome(all.totals(), count, bad.map(what -> what + where));
    }
    if (all.totals().weight() > 0) {
      average(first, own.totals().weight() / all.totals().weight());
    }
    return new StepOutcome(all.totals(), count, Optional.empty());
  }

  private static Optional<String> notFinite(Own all) {
    if (all.gradients() > 0 || all.parameters() > 0) {
      String which = all.gradients() > 0 ? "gradients" : "parameters";
      return StepOutcome.lossOf(all.totals())
          .or(() -> Optional.of("the " + which + " are not finite"));
    }
    return StepOutcome.lossOf(all.totals());
  }

  /**
   * Sets the parameters to those that all ranks go on with. Differences take the place of
   * gradients, which nobody needs between two steps. A parameter that no rank has changed keeps its
   * bits; a rank that is alone takes its own as the average, not their difference from what was.
   *
   * @param share what part of the weight of all rows since the last exchange was this rank's
   */
  private void average(StepPosition first, double share) {
    FlatVector before = last.copy().orElseThrow().slice(0, parameters.length());
    FlatVector difference = gradients.host();
    outer.difference(before, parameters.host(), share, difference);
    if (rank.sums().ranks() > 1) {
      sync.synchronize(first.iteration(rank.stepsPerEpoch()), StepTotals.ZERO);
      outer.difference(before, difference, 1, parameters.host());
    }
    whole = false;
    outer.step(difference, parameters.host());
    parameters.push();
    whole = true;
  }

  @Override
  public String culprits() {
    return gradientsToBlame
        ? culprits.find(own.totals(), own.gradients(), "gradients")
        : culprits.find(own.totals(), own.parameters(), "parameters");
  }

  @Override
  public boolean settle() {
    if (whole && beyondLast) {
      last.restore();
      beyondLast = false;
    }
    return whole;
  }

  /** The velocity is that of steps which are no more. */
  @Override
  public void wentBack() {
    outer.restart();
  }

  @Override
  public Optional<FlatVector> velocity() {
    return outer.velocity();
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
