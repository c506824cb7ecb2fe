package org.coherer.connector.progress;

import java.util.Locale;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingHistory.Times;

/**
 * Formats the events of one run as text. Remembers from the start of the run how many epochs and
 * steps it has.
 */
final class ProgressFormat implements TrainingEvent.Visitor<ProgressFormat.Entry> {

  /**
   * What is logged of an event.
   *
   * @param level the lowest verbosity that has it
   * @param text its lines; empty if the event is not worth one
   */
  record Entry(Verbosity level, String text) {}

  /** A shorter wait is no reason to look for faster storage. */
  private static final double WAIT_SHARE = 0.05;

  /** Whatever their share of an epoch, nobody minds shorter ones. */
  private static final double LEAST_SECONDS_WAITED = 1;

  private long stepsPerEpoch;
  private int epochs;

  @Override
  public Entry runStarted(TrainingEvent.RunStarted run) {
    stepsPerEpoch = run.stepsPerEpoch();
    epochs = run.epochs();
    StringBuilder lines = new StringBuilder();
    for (TrainingEvent.WorkerInfo worker : run.workers()) {
      lines.append(
          String.format(
              Locale.ROOT,
              "rank %d on %s pid %d, %d rows%n",
              worker.rank(),
              worker.host(),
              worker.processId(),
              worker.rows()));
    }
    lines.append(
        String.format(
            Locale.ROOT,
            "training %d parameters on %d rows with %d %s: %d epochs of %d steps",
            run.parameterCount(),
            run.rows(),
            run.workers().size(),
            run.workers().size() == 1 ? "worker" : "workers",
            run.epochs(),
            run.stepsPerEpoch()));
    return ofEpochs(lines.toString());
  }

  @Override
  public Entry runResumed(TrainingEvent.RunResumed resumed) {
    return ofEpochs(
        String.format(
            Locale.ROOT,
            "training resumes %s: epoch %d/%d, %s%s%s",
            from(resumed.keptBy()),
            resumed.epoch(),
            epochs,
            resumed.step() > stepsPerEpoch
                ? "all steps of which are made"
                : "step " + resumed.step() + "/" + stepsPerEpoch,
            resumed.keptBy() > 0
                ? "; " + resumed.keptBy() + " of the workers had kept its state"
                : "",
            resumed.cause().isEmpty() ? "" : "; cause: " + resumed.cause()));
  }

  private static String from(int keptBy) {
    if (keptBy == TrainingEvent.RunResumed.KEPT_BY_DRIVER) {
      return "from a snapshot of the driver's";
    }
    return keptBy > 0 ? "from memory" : "from a checkpoint";
  }

  @Override
  public Entry progress(TrainingEvent.Progress progress) {
    return new Entry(
        Verbosity.STEPS,
        String.format(
            Locale.ROOT,
            "epoch %d/%d step %d/%d loss %.4f rows/s %.0f eta %s",
            progress.epoch(),
            epochs,
            progress.step(),
            stepsPerEpoch,
            progress.loss(),
            progress.rowsPerSecond(),
            clock(progress.secondsLeft())));
  }

  @Override
  public Entry stepSkipped(TrainingEvent.StepSkipped skipped) {
    return ofEpochs(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: step %d/%d is skipped, and others like it: %s",
            skipped.epoch(),
            epochs,
            skipped.step(),
            stepsPerEpoch,
            skipped.reason()));
  }

  @Override
  public Entry rolledBack(TrainingEvent.RolledBack back) {
    String where =
        back.step() == 0
            ? "in epoch " + back.epoch()
            : "at epoch " + back.epoch() + ", step " + back.step();
    return ofEpochs(
        String.format(
            Locale.ROOT,
            "training rolls back to the %s (learning rate x %s from here on), having diverged %s: %s",
            back.epoch() == 1 ? "start" : "end of epoch " + (back.epoch() - 1),
            back.rateFactor(),
            where,
            back.reason()));
  }

  @Override
  public Entry epochCompleted(TrainingEvent.EpochCompleted epoch) {
    TrainingHistory.Times times = epoch.times();
    double percent = 100 / Math.max(1e-9, times.total());
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d/%d done: loss %.4f, %d rows in %.1f s (%.0f rows/s;"
                + " data %.0f%%, compute %.0f%%, exchange %.0f%%, wait %.0f%%)",
            epoch.epoch(),
            epochs,
            epoch.loss(),
            epoch.rows(),
            times.total(),
            epoch.rows() / Math.max(1e-9, times.total()),
            times.data() * percent,
            times.compute() * percent,
            times.exchange() * percent,
            times.waiting() * percent);
    return ofEpochs(
        epoch.skippedSteps() == 0
            ? line
            : line + ", " + epoch.skippedSteps() + " steps skipped (loss or gradients not finite)");
  }

  @Override
  public Entry epochValidated(TrainingEvent.EpochValidated validated) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "epoch %d/%d validation: loss %.4f",
                validated.epoch(),
                epochs,
                validated.loss()));
    validated
        .metrics()
        .forEach(
            (name, value) -> line.append(String.format(Locale.ROOT, ", %s %.4f", name, value)));
    line.append(
        String.format(Locale.ROOT, ", %d rows in %.1f s", validated.rows(), validated.seconds()));
    return ofEpochs(line.toString());
  }

  /** Ranks wait a little for data in every epoch; only a long wait is worth a line. */
  @Override
  public Entry ranksTimed(RanksTimed timed) {
    int longest = 0;
    for (int rank = 1; rank < timed.ranks().size(); rank++) {
      longest = timed.ranks().get(rank).data() > timed.ranks().get(longest).data() ? rank : longest;
    }
    if (timed.ranks().isEmpty() || waitShare(timed.ranks().get(longest)) < WAIT_SHARE) {
      return ofEpochs("");
    }
    Times times = timed.ranks().get(longest);
    return ofEpochs(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: rank %d waited %.1f s for data (%.0f%% of the epoch)",
            timed.epoch(),
            epochs,
            longest,
            times.data(),
            100 * waitShare(times)));
  }

  private static double waitShare(Times times) {
    return times.total() > 0 ? times.data() / times.total() : 0;
  }

  /** An end that is the one asked for is not worth a line. */
  @Override
  public Entry straggled(TrainingEvent.Straggled straggled) {
    if (straggled.waitedSeconds() < LEAST_SECONDS_WAITED) {
      return ofEpochs("");
    }
    return ofEpochs(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: the others waited %.1f s (%.0f%% of the epoch) for rank %d, whose %s took %.1f s,"
                + " that of the others %.1f s",
            straggled.epoch(),
            epochs,
            straggled.waitedSeconds(),
            100 * straggled.waitedSeconds() / straggled.epochSeconds(),
            straggled.rank(),
            straggled.phase(),
            straggled.seconds(),
            straggled.othersSeconds()));
  }

  @Override
  public Entry stalenessMeasured(TrainingEvent.StalenessMeasured staleness) {
    if (staleness.most() == 0) {
      return ofEpochs("");
    }
    return ofEpochs(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: parameters were %.1f updates stale on average, %d at most; no worker was more than"
                + " %d steps ahead",
            staleness.epoch(),
            epochs,
            staleness.mean(),
            staleness.most(),
            staleness.mostStepsAhead()));
  }

  /** Where figures of every epoch are kept, these are among them; a log is read as it goes by. */
  @Override
  public Entry gradientsMeasured(GradientsMeasured gradients) {
    return ofEpochs("");
  }

  @Override
  public Entry tensorsMeasured(TensorsMeasured tensors) {
    return ofEpochs("");
  }

  @Override
  public Entry stepsTraced(StepsTraced traced) {
    return ofEpochs("");
  }

  @Override
  public Entry checkpointCommitted(CheckpointCommitted committed) {
    return ofEpochs("");
  }

  @Override
  public Entry runEnded(TrainingEvent.RunEnded end) {
    String result = "the result is that of epoch " + end.resultEpoch();
    return ofEpochs(
        switch (end.reason()) {
          case EARLY_STOPPING ->
              String.format(
                  "training stopped after epoch %d/%d, none being better since epoch %d: %s",
                  end.epochs(), epochs, end.bestEpoch(), result);
          case MAX_SECONDS ->
              String.format(
                  "training stopped in epoch %d/%d, the time being up: %s",
                  end.epochs(), epochs, result);
          case MAX_ITER ->
              end.resultEpoch() == end.epochs()
                  ? ""
                  : "training is done: " + result + ", the best one";
        });
  }

  private static Entry ofEpochs(String text) {
    return new Entry(Verbosity.EPOCHS, text);
  }

  /** Returns a time as hours, minutes and seconds. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
