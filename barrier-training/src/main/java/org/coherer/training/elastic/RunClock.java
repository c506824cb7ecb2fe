package org.coherer.training.elastic;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coherer.training.driver.RunReports;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.time.Deadline;
import org.coherer.training.loop.time.ProgressMeter;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.DriverClient;
import org.coherer.training.server.ServerPosition;
import org.coherer.training.server.Tally;
import org.coherer.training.server.WorkerSteps;

/** The clock of a run on the driver: its progress, its time limit, where the time went. */
final class RunClock {

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RunReports reports;
  private final ProgressMeter meter;
  private final Deadline deadline;
  private long epochBegun;
  private long looked;

  /**
   * Starts the clock.
   *
   * @param start where the run stands now
   */
  RunClock(TrainingPlan plan, long updatesPerEpoch, LoopState start, RunReports reports) {
    this.reports = reports;
    this.meter = new ProgressMeter(plan.data().epochs(), updatesPerEpoch, System::nanoTime);
    this.deadline = new Deadline(plan.controls().stopping().maxSeconds(), 0, System::nanoTime);
    meter.start(start.completed().size() * updatesPerEpoch);
    deadline.start(start.seconds());
  }

  /** Begins an epoch. */
  void startEpoch() {
    epochBegun = System.nanoTime();
    looked = epochBegun;
    meter.startEpoch(0);
  }

  /** Returns whether the run is to end. */
  boolean timeIsUp() {
    return deadline.isOver();
  }

  /** Reports progress about once a second, and has workers leave when the time is up. */
  void look(DriverClient client) {
    if (deadline.isOver()) {
      client.halt();
    }
    if (System.nanoTime() - looked > PERIOD_NANOS) {
      looked = System.nanoTime();
      ServerPosition position = client.position();
      Tally tally = position.tally();
      if (tally.updates() > 0) {
        TrainingEvent.Progress progress =
            meter.afterStep(position.epoch(), tally.updates(), tally.totals());
        if (progress != null) {
          reports.report(progress);
        }
      }
    }
  }

  /** Returns where the time of an epoch went: its wall time, shared as that of the workers. */
  TrainingHistory.Times endEpoch(List<WorkerSteps.Outcome> outcomes) {
    double total = (System.nanoTime() - epochBegun) / 1e9;
    double all = 0;
    double data = 0;
    double server = 0;
    for (WorkerSteps.Outcome outcome : outcomes) {
      all += outcome.seconds();
      data += outcome.dataSeconds();
      server += outcome.serverSeconds();
    }
    double share = all == 0 ? 0 : total / all;
    return new TrainingHistory.Times(
        total, data * share, total - (data + server) * share, server * share, 0);
  }
}
