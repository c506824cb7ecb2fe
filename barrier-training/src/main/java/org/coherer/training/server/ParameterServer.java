package org.coherer.training.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.rpc.Request;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.vector.FlatVector;

/**
 * One server: holds a part of the parameters and of the optimizer's state, applies what workers
 * send, and lets them go on as the consistency of the run allows.
 *
 * <p>A worker joins, sends the gradients of its steps, each of which is answered by the parameters
 * for the next one, and leaves. A step counts once: when a worker comes again after its task was
 * lost, it is told how many of its steps have been applied, and steps that are sent again change
 * nothing. All of it happens under one lock.
 */
public final class ParameterServer implements RequestHandler, AutoCloseable {

  private final ServerPlan plan;
  private final UpdateContext context;
  private final DenseShard shard;
  private final DelayCompensation compensation;
  private final Participants participants;
  private final HeldRows rows;
  private final SortedMap<Integer, WaitingStep> round = new TreeMap<>();
  private final List<WaitingStep> ahead = new ArrayList<>();
  private StalenessClock clock;
  private Tally tally = Tally.EMPTY;
  private long version;
  private boolean halted;
  private boolean open;
  private boolean applying;

  /**
   * Creates a server.
   *
   * @param number its own, counted from 0
   * @param training what the run trains, and with which learning rates
   * @param before how far the optimizer had got before the run
   * @param replica a copy of the network, taken over
   * @param rows what it has beside the parameters
   * @param patience how long a synchronous update waits for workers that are lost, or not there yet
   */
  public ParameterServer(
      ServerPlan plan,
      int number,
      TrainingPlan training,
      OptimizerPosition before,
      Replica replica,
      HeldRows rows,
      Duration patience) {
    this(
        plan,
        number,
        training,
        before,
        replica,
        rows,
        new Participants(patience, System::nanoTime));
  }

  ParameterServer(
      ServerPlan plan,
      int number,
      TrainingPlan training,
      OptimizerPosition before,
      Replica replica,
      HeldRows rows,
      Participants participants) {
    this.plan = plan;
    this.context =
        new UpdateContext(before, training.controls().schedule(), training.data().epochs());
    this.shard =
        new DenseShard(training, replica, Parts.of(plan, number, replica.parameters().length()));
    this.compensation =
        new DelayCompensation(plan.delayCompensation(), shard.parameters(), shard.learned());
    this.participants = participants;
    this.rows = rows;
    this.clock = new StalenessClock(plan.consistency().mostStepsAhead());
  }

  @Override
  public synchronized void handle(Request request) {
    if (applying) {
      return; // Half of an update may be made. The end of this server is the answer.
    }
    ByteBuffer in = request.body();
    switch (Method.of(request.method())) {
      case BEGIN -> begin(request, Messages.Begin.decode(in));
      case JOIN -> join(request);
      case STEP -> step(request, Messages.Step.decode(in));
      case LEAVE -> leave(request);
      case POSITION -> request.answer(Messages.encode(position()));
      case READ -> read(request, Messages.Range.decode(in));
      case WRITE -> write(request, Messages.Range.decode(in));
      case RESTORE -> restore(request, Messages.decodePosition(in));
      case HALT -> {
        halted = true;
        request.answer();
      }
    }
  }

  @Override
  public synchronized void disconnected(int client, long connection) {
    if (!applying && participants.has(client, connection)) {
      participants.lose(client);
      withdraw(client);
    }
  }

  /** Looks whether a wait has lasted long enough. To be called a few times per second. */
  public synchronized void tick() {
    if (applying) {
      throw new IllegalStateException("A parameter server has failed in an update");
    }
    applyRound();
  }

  private void begin(Request request, Messages.Begin begin) {
    suspend("The driver has begun other steps");
    boolean newEpoch = begin.epoch() != context.epoch();
    tally = newEpoch ? Tally.EMPTY : tally;
    context.begin(begin.epoch(), begin.updatesPerEpoch(), begin.rateFactor());
    participants.begin(newEpoch, begin.expected());
    tellRows();
    rows.begin(newEpoch);
    halted = false;
    open = true;
    request.answer();
  }

  /** Nobody takes part until the next steps begin: a task that is to have ended may still run. */
  private void suspend(String why) {
    open = false;
    participants.present().forEach(rows::leave);
    participants.begin(false, 0);
    clock = new StalenessClock(plan.consistency().mostStepsAhead());
    round.values().forEach(each -> each.request().refuse(why));
    ahead.forEach(each -> each.request().refuse(why));
    round.clear();
    ahead.clear();
  }

  private void join(Request request) {
    int worker = request.client();
    if (!open) {
      request.refuse("Worker " + worker + " has come between steps");
      return;
    }
    withdraw(worker);
    participants.join(worker, request.connection());
    rows.join(worker, request.connection());
    clock.join(worker);
    give(request, new Messages.Joined(participants.stepsOf(worker), version).encode());
  }

  private void leave(Request request) {
    if (participants.has(request.client(), request.connection())) {
      participants.leave(request.client());
      withdraw(request.client());
    }
    request.answer();
  }

  /** Nobody waits for a worker any longer, nor does it. */
  private void withdraw(int worker) {
    rows.leave(worker);
    clock.leave(worker);
    compensation.forget(worker);
    round.remove(worker);
    ahead.removeIf(waiting -> waiting.worker() == worker);
    letGo();
    applyRound();
  }

  private void step(Request request, Messages.Step step) {
    int worker = request.client();
    if (!participants.has(worker, request.connection())) {
      request.refuse("Worker " + worker + " takes no part over this connection");
      return;
    }
    long applied = participants.stepsOf(worker);
    if (step.step() > applied + 1) {
      request.refuse(
          "Worker " + worker + " has sent step " + step.step() + " after step " + applied);
      return;
    }
    if (step.step() <= applied) {
      give(request, next()); // It was sent twice, and counts once.
      return;
    }
    if (!step.skipped()) {
      shard.checkGradients((long) request.body().limit() - Messages.Step.BYTES);
    }
    WaitingStep waiting = new WaitingStep(worker, request, step);
    if (plan.consistency().isSynchronous()) {
      round.put(worker, waiting);
      applyRound();
    } else {
      applyAlone(waiting);
    }
  }

  /** Applies a step on its own, and answers it as soon as the worker may go on. */
  private void applyAlone(WaitingStep waiting) {
    Messages.Step step = waiting.step();
    int worker = waiting.worker();
    long stale = version - step.version();
    applying = true;
    tally = tally.withStep(step.totals(), step.skipped(), stale, clock.lead(worker));
    clock.advance(worker);
    participants.advance(worker);
    if (!step.skipped() && step.totals().weight() > 0) {
      shard.gradients().copyFrom(waiting.gradients());
      compensation.correct(worker, shard.gradients(), step.totals().weight());
      update(step.totals().weight(), plan.rateByStaleness() ? 1.0 / Math.max(1, stale) : 1);
      tellRows();
    }
    applying = false;
    ahead.add(waiting);
    letGo();
  }

  private void letGo() {
    List<WaitingStep> free = ahead.stream().filter(each -> clock.mayBegin(each.worker())).toList();
    ahead.removeAll(free);
    free.forEach(each -> give(each.request(), next()));
  }

  /**
   * Applies a synchronous update once it is complete. Gradients are added in the order of the
   * workers, whichever came first.
   */
  private void applyRound() {
    if (round.isEmpty()
        || !round.keySet().containsAll(participants.present())
        || participants.awaitsMore()) {
      return;
    }
    applying = true;
    StepTotals totals = StepTotals.ZERO;
    boolean first = true;
    for (WaitingStep waiting : round.values()) {
      Messages.Step step = waiting.step();
      tally = tally.withStep(step.totals(), step.skipped(), version - step.version(), 0);
      participants.advance(waiting.worker());
      if (!step.skipped()) {
        totals = totals.plus(step.totals());
        shard.takeGradients(waiting.gradients(), first);
        rows.add(waiting.worker(), step.step());
        first = false;
      }
    }
    if (totals.weight() > 0 && update(totals.weight(), 1)) {
      rows.update(totals.weight());
    } else {
      rows.drop();
    }
    tellRows();
    List<WaitingStep> all = List.copyOf(round.values());
    round.clear();
    applying = false;
    all.forEach(each -> give(each.request(), next()));
  }

  private boolean update(double weight, double rateFactor) {
    boolean applied = shard.update(weight, context.at(version, rateFactor));
    if (applied) {
      version++;
      tally = tally.withUpdate();
    } else {
      tally = tally.withOverflow();
    }
    return applied;
  }

  private void tellRows() {
    StepContext now = context.at(version, 1);
    rows.at(now.iteration(), now.rateFactor());
  }

  /** Answers with the parameters as they are now. */
  private void give(Request request, ByteBuffer header) {
    compensation.give(request.client());
    request.answer(Messages.with(header, shard.parameters()));
  }

  private ByteBuffer next() {
    return new Messages.Next(version, halted || rows.exhausted()).encode();
  }

  private ServerPosition position() {
    return new ServerPosition(
        shard.parameters().length(),
        shard.state().length(),
        version,
        context.epoch(),
        tally,
        version == 0 ? Double.NaN : shard.learningRate(context.at(version - 1, 1)),
        participants.steps());
  }

  private void read(Request request, Messages.Range range) {
    FlatVector values = shard.part(range.part()).slice(range.offset(), range.length());
    request.answer(Messages.with(Messages.allocate(0), values));
  }

  private void write(Request request, Messages.Range range) {
    suspend("The driver has gone back");
    shard
        .part(range.part())
        .slice(range.offset(), range.length())
        .copyFrom(Messages.behind(Messages.Range.BYTES, request.body()));
    shard.written();
    request.answer();
  }

  private void restore(Request request, ServerPosition position) {
    version = position.version();
    tally = position.tally();
    context.restore(position.epoch());
    participants.restore(position.steps());
    rows.restored(position.steps());
    request.answer();
  }

  /** Frees the parameters. No request may be under way. */
  @Override
  public synchronized void close() {
    shard.close();
  }
}
