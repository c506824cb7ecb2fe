package org.coherer.training.elastic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.cluster.ExecutorSlots;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.ValidationResult;
import org.coherer.training.loop.RollBacks;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.saving.RunCheckpoints;
import org.coherer.training.server.Segment;
import org.coherer.training.server.ServerPosition;
import org.coherer.training.server.Snapshot;
import org.coherer.training.server.Tally;
import org.coherer.training.server.WorkerSteps;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;

/**
 * One run from its first job to its result, on the driver: epochs in segments of some steps, with a
 * snapshot after each, validation, and an early end. Belongs to one thread.
 */
final class ElasticRun {

  private final JavaSparkContext spark;
  private final ElasticTask task;
  private final TrainingPlan plan;
  private final Coordinator coordinator;
  private final WorkerJobs jobs;
  private final RunReports reports;
  private final Pace pace = new Pace();
  private final EpochRecord record;
  private ElasticServers servers;
  private Evaluation evaluation;
  private EpochPlan epochs;
  private RunClock clock;

  /**
   * Creates a run.
   *
   * @param coordinator where servers register
   * @param reports receives the run's events
   */
  ElasticRun(
      JavaSparkContext spark,
      ElasticTask task,
      Coordinator coordinator,
      WorkerJobs jobs,
      RunReports reports) {
    this.spark = spark;
    this.task = task;
    this.plan = task.plan();
    this.coordinator = coordinator;
    this.jobs = jobs;
    this.reports = reports;
    this.record = new EpochRecord(plan);
  }

  /**
   * Trains.
   *
   * @param committed commits checkpoints; {@code null} if there are none
   */
  TrainingResult train(TrainingStart start, RunCheckpoints committed, RunTables tables)
      throws InterruptedException, ExecutionException {
    try (ElasticServers started =
        new ElasticServers(spark, task, coordinator, tables.snapshots())) {
      servers = started;
      evaluation = new Evaluation(plan, servers, jobs);
      HeldState held = new HeldState(plan, task.servers());
      servers.restore(held.begun(servers.snapshot(), start));
      List<Work.Done> loaded = jobs.run(new Work.Load(), () -> {}, () -> 0);
      epochs = new EpochPlan(plan, task.servers().consistency(), loaded);
      reports.report(epochs.started(loaded, servers.snapshot().parameters().length()));
      if (committed == null) {
        train(Optional.empty());
      } else {
        try (DriverCheckpoints checkpoints = checkpoints(start, committed, held, tables)) {
          train(Optional.of(checkpoints));
        }
      }
      return result(held, start, tables);
    }
  }

  private DriverCheckpoints checkpoints(
      TrainingStart start, RunCheckpoints committed, HeldState held, RunTables tables) {
    return new DriverCheckpoints(
        start, committed, tables.references(), task, held, epochs.batchesPerEpoch());
  }

  private void train(Optional<DriverCheckpoints> checkpoints)
      throws InterruptedException, ExecutionException {
    Optional<Snapshot> resumed =
        checkpoints.flatMap(
            its -> its.restore(record, servers.snapshot(), epochs.updatesPerEpoch()));
    if (resumed.isPresent()) {
      resume(resumed.get());
    }
    clock = new RunClock(plan, epochs.updatesPerEpoch(), record.state(), reports);
    while (record.state().stop().isEmpty()) {
      int before = record.state().completed().size();
      epoch();
      if (record.state().completed().size() > before) {
        checkpoints.ifPresent(its -> its.reached(record, servers.snapshot()));
      }
    }
  }

  private void resume(Snapshot last) throws InterruptedException, ExecutionException {
    servers.restore(last);
    int epoch = record.state().stop().isPresent() ? last.positions().get(0).epoch() : next();
    reports.report(new TrainingEvent.RunResumed(epoch, 1, 0));
  }

  private int next() {
    return record.state().epoch();
  }

  /** Makes an epoch, or goes back to its start. */
  private void epoch() throws InterruptedException, ExecutionException {
    int epoch = next();
    Snapshot before = servers.snapshot();
    boolean mayGoBack = plan.controls().stopping().onDivergence() == OnDivergence.ROLL_BACK;
    servers.pin(
        Stream.concat(record.ofBest().stream(), Stream.of(before).filter(any -> mayGoBack)));
    clock.startEpoch();
    EpochSteps steps = new EpochSteps(epoch, epochs, pace);
    Optional<String> diverged = make(steps);
    if (diverged.isPresent()) {
      goBack(epoch, diverged.get(), before);
    } else {
      complete(epoch, steps.outcomes(), before);
    }
  }

  /**
   * Makes the steps of an epoch, those that servers have lost again.
   *
   * @return why training has diverged, if it has
   */
  private Optional<String> make(EpochSteps steps) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        while (!steps.areMade() && !clock.timeIsUp()) {
          Segment segment = steps.segment();
          List<Work.Done> all = segment(segment);
          Optional<String> diverged = divergence(all);
          if (diverged.isPresent()) {
            return diverged;
          }
          steps.made(segment, all);
          if (servers.keepIfDue()) {
            steps.kept();
          }
        }
        servers.keep();
        return Optional.empty();
      } catch (ElasticServers.WentBackException e) {
        steps.wentBack();
        reportResumed(next(), steps.next());
      }
    }
  }

  private void reportResumed(int epoch, long step) {
    reports.report(
        new TrainingEvent.RunResumed(
            epoch, step, TrainingEvent.RunResumed.KEPT_BY_DRIVER, servers.lastSetback()));
  }

  /** Has all workers make the steps of a segment, again if a server is lost meanwhile. */
  private List<Work.Done> segment(Segment segment) throws InterruptedException, ExecutionException {
    double rateFactor = record.state().rollBacks().rateFactor();
    long begun = System.nanoTime();
    List<Work.Done> all =
        servers.changing(
            client -> {
              client.begin(
                  segment.epoch(),
                  Math.min(epochs.workersFrom(segment.first()), slotsForWorkers()),
                  epochs.updatesPerEpoch(),
                  rateFactor);
              return jobs.run(
                  new Work.Train(segment, rateFactor),
                  () -> clock.look(client),
                  () -> client.position().tally().steps());
            },
            () -> reportResumed(segment.epoch(), segment.first()));
    pace.took(segment.last() - segment.first() + 1, (System.nanoTime() - begun) / 1e9);
    return all;
  }

  /** Synchronous updates wait for as many workers as can run at the same time. */
  private int slotsForWorkers() {
    return Math.max(1, ExecutorSlots.registered(spark.sc()) - task.servers().servers());
  }

  /** Returns why training has diverged in a segment, if it has and is not to go on. */
  private Optional<String> divergence(List<Work.Done> all) {
    for (Work.Done done : all) {
      if (done.divergence() != null) {
        return Optional.of(
            String.format(
                "%s on worker %d (%s)", done.divergence(), done.worker(), done.place().host()));
      }
    }
    return servers.snapshot().tally().skipped() > 0 && !skips()
        ? Optional.of("the sum of the gradients of all workers is not finite")
        : Optional.empty();
  }

  private boolean skips() {
    return plan.controls().stopping().onDivergence() == OnDivergence.SKIP;
  }

  private void goBack(int epoch, String why, Snapshot before)
      throws InterruptedException, ExecutionException {
    RollBacks soFar = record.state().rollBacks();
    if (plan.controls().stopping().onDivergence() != OnDivergence.ROLL_BACK || !soFar.mayGoOn()) {
      throw new TrainingDivergedException(
          String.format(
              "Training diverged in epoch %d: %s (%s)",
              epoch, why, plan.network().remedyOfDivergence()));
    }
    record.rollBack();
    servers.restore(before);
    RollBacks now = record.state().rollBacks();
    reports.report(new TrainingEvent.RolledBack(epoch, 0, why, now.count(), now.rateFactor()));
  }

  private void complete(int epoch, List<WorkerSteps.Outcome> outcomes, Snapshot before)
      throws InterruptedException, ExecutionException {
    Snapshot held = servers.snapshot();
    TrainingHistory.Times times = clock.endEpoch(outcomes);
    Optional<String> diverged = divergence(held);
    if (diverged.isPresent()) {
      goBack(epoch, diverged.get(), before);
      return;
    }
    Optional<Evaluation.Validated> validated = evaluation.after(epoch);
    if (validated.isPresent() && validated.get().diverged() && !skips()) {
      goBack(epoch, "the validation loss is " + validated.get().event().loss(), before);
      return;
    }
    conclude(epoch, held, times, validated);
  }

  private void conclude(
      int epoch,
      Snapshot held,
      TrainingHistory.Times times,
      Optional<Evaluation.Validated> validated) {
    Tally tally = held.tally();
    double rate = tally.updates() == 0 ? Double.NaN : learningRate(held);
    double loss = tally.totals().meanLoss();
    reports.report(
        new TrainingEvent.EpochCompleted(
            epoch, loss, tally.totals().rows(), tally.skipped(), rate, times));
    reports.report(
        new TrainingEvent.StalenessMeasured(
            epoch, tally.meanStaleness(), tally.mostStale(), tally.mostAhead()));
    validated.ifPresent(found -> reports.report(found.event()));
    ValidationResult result =
        validated.map(Evaluation.Validated::result).orElse(ValidationResult.NONE);
    record.end(
        new TrainingHistory.Epoch(
            epoch, loss, tally.totals().rows(), tally.skipped(), rate, times, result),
        held,
        clock.timeIsUp());
  }

  private static double learningRate(Snapshot held) {
    return held.positions().stream()
        .mapToDouble(ServerPosition::learningRate)
        .reduce((one, other) -> one == other ? one : Double.NaN)
        .orElse(Double.NaN);
  }

  /** Returns why training has diverged in an epoch, if it has. */
  private Optional<String> divergence(Snapshot held) {
    Tally tally = held.tally();
    if (tally.skipped() > 0 && tally.totals().weight() == 0) {
      return Optional.of("none of its steps had a loss and gradients that are finite");
    }
    long notFinite = HeldState.notFinite(held);
    return notFinite > 0 ? Optional.of(notFinite + " parameters are not finite") : Optional.empty();
  }

  private TrainingResult result(HeldState held, TrainingStart start, RunTables tables)
      throws InterruptedException, ExecutionException {
    TrainingHistory history = record.history();
    Snapshot result = record.result();
    Calibration calibration = Calibration.NONE;
    if (plan.controls().calibrated()) {
      servers.restore(result);
      calibration = evaluation.calibrate(history.resultEpoch());
    }
    reports.report(
        new TrainingEvent.RunEnded(
            history.epochs().size(),
            history.bestEpoch(),
            history.resultEpoch(),
            history.stopReason()));
    return new TrainingResult(
        result.parameters(),
        start.keepOptimizerState() ? held.optimizerState(result, task.before()) : null,
        history,
        calibration,
        tables.handOver(result));
  }
}
