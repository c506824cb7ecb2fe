package org.coherer.benchmarks.scaling;

import java.util.Optional;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.process.TorchGroup;
import org.coherer.benchmarks.ranks.RankGroup;
import org.coherer.benchmarks.ranks.RankTransports;

/**
 * Our processes and the peer's, alive at the same time, each asleep until its turn.
 *
 * @param ours ours, connected as executors are
 * @param ddp PyTorch's, where there is one
 */
record TrainerPair(Trainers ours, Optional<Trainers> ddp) implements AutoCloseable {

  private static final String SCRIPT = "torch_ddp.py";

  /** Starts all processes of a number of ranks. */
  static TrainerPair start(int world, RunSettings settings) {
    Trainers ours =
        new Trainers(
            "coherer",
            RankGroup.start(
                RankTransports.betweenExecutors(), world, ScalingWorker.class, settings.logs()));
    try {
      Optional<Trainers> ddp =
          settings
              .torch()
              .map(t -> TorchGroup.start("ddp-" + world, t, SCRIPT, world, settings.logs()))
              .map(group -> new Trainers("ddp", group));
      return new TrainerPair(ours, ddp);
    } catch (RuntimeException e) {
      ours.close();
      throw e;
    }
  }

  /** Makes the data on all; returns the rows of the smallest shard. */
  int load(int rows) {
    ddp.ifPresent(peer -> peer.load(rows));
    return ours.load(rows);
  }

  /**
   * Begins again with new networks; fails unless both learn, and learn alike. Then lets them
   * settle.
   */
  void prepare(int batch, ScalingPlan.Preparation before, Report report) {
    Trajectory mine = ours.prepare(batch, before.epochs(), before.steps());
    report.remark("batch " + batch + ": " + mine);
    mine.expectFall();
    ddp.map(peer -> peer.prepare(batch, before.epochs(), before.steps()))
        .ifPresent(
            theirs -> {
              report.remark("batch " + batch + ": " + theirs);
              theirs.expectFall();
              mine.expectNear(theirs);
            });
    ours.settle(before.settling());
    ddp.ifPresent(peer -> peer.settle(before.settling()));
  }

  @Override
  public void close() {
    ours.close();
    ddp.ifPresent(Trainers::close);
  }
}
