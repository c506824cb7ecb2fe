package org.coherer.connector.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.report.FitReport.Kind;
import org.coherer.connector.report.FitReport.Measures;
import org.coherer.connector.report.FitReport.Position;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory.ValidationResult;

/**
 * Makes reports of the events of one run. The end of an epoch and its validation, two events, are
 * one report.
 */
final class ReportFold implements TrainingEvent.Visitor<Optional<Kind>> {

  private final FitReport.Fit fit;
  private final boolean validates;
  private final Consumer<FitReport> reports;
  private final ProgressFormat format = new ProgressFormat();

  private Instant now = Instant.EPOCH;
  private Instant started;
  private Position position = Position.START;
  private Measures measures = Measures.UNKNOWN;
  private ValidationResult validation = ValidationResult.NONE;
  private long skippedSteps;

  /** Whether an epoch has ended whose validation is still to come. */
  private boolean pending;

  /**
   * Creates a report fold.
   *
   * @param validates whether every epoch is followed by a validation
   */
  ReportFold(FitReport.Fit fit, boolean validates, Consumer<FitReport> reports) {
    this.fit = fit;
    this.validates = validates;
    this.reports = reports;
  }

  /** Takes the next event. */
  void add(RunEvent event) {
    now = event.time();
    String text = event.event().accept(format).text();
    event.event().accept(this).ifPresent(kind -> report(kind, text));
  }

  /** Reports that training has ended well. */
  void end() {
    report(Kind.ENDED, EpochText.end(position, measures, validation, elapsed()));
  }

  /** Reports that the fit has failed. */
  void fail(Instant time, String why) {
    now = time;
    report(Kind.FAILED, why);
  }

  private void report(Kind kind, String text) {
    String line =
        switch (kind) {
          case STARTED -> text.lines().reduce("", (before, last) -> last);
          case EPOCH -> EpochText.of(position, measures, validation, skippedSteps);
          default -> text;
        };
    reports.accept(new FitReport(fit, kind, now, position, measures, validation, line));
  }

  private double elapsed() {
    return started == null ? 0 : Math.max(0, Duration.between(started, now).toMillis() / 1e3);
  }

  /** Reports an epoch whose validation has not come. */
  private void settle() {
    if (pending) {
      pending = false;
      report(Kind.EPOCH, "");
    }
  }

  private static Optional<Kind> note(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Kind.NOTE);
  }

  @Override
  public Optional<Kind> runStarted(TrainingEvent.RunStarted run) {
    if (started == null) {
      started = now;
    }
    position = new Position(0, run.epochs(), 0, run.stepsPerEpoch());
    return Optional.of(Kind.STARTED);
  }

  @Override
  public Optional<Kind> runResumed(TrainingEvent.RunResumed resumed) {
    long step = Math.min(resumed.step(), position.stepsPerEpoch());
    position = new Position(resumed.epoch(), position.epochs(), step, position.stepsPerEpoch());
    return Optional.of(Kind.NOTE);
  }

  @Override
  public Optional<Kind> progress(TrainingEvent.Progress progress) {
    position =
        new Position(
            progress.epoch(), position.epochs(), progress.step(), position.stepsPerEpoch());
    measures =
        new Measures(
            progress.loss(),
            0,
            Double.NaN,
            progress.rowsPerSecond(),
            progress.secondsLeft(),
            Double.NaN);
    return Optional.of(Kind.STEP);
  }

  @Override
  public Optional<Kind> stepSkipped(TrainingEvent.StepSkipped skipped) {
    return Optional.of(Kind.NOTE);
  }

  @Override
  public Optional<Kind> rolledBack(TrainingEvent.RolledBack back) {
    return Optional.of(Kind.NOTE);
  }

  @Override
  public Optional<Kind> epochCompleted(TrainingEvent.EpochCompleted epoch) {
    settle();
    position =
        new Position(
            epoch.epoch(), position.epochs(), position.stepsPerEpoch(), position.stepsPerEpoch());
    measures =
        new Measures(
            epoch.loss(),
            epoch.rows(),
            epoch.seconds(),
            epoch.rows() / Math.max(1e-9, epoch.seconds()),
            measures.secondsLeft(),
            epoch.learningRate());
    validation = validates ? validation : ValidationResult.NONE;
    skippedSteps = epoch.skippedSteps();
    pending = validates;
    return validates ? Optional.empty() : Optional.of(Kind.EPOCH);
  }

  @Override
  public Optional<Kind> epochValidated(TrainingEvent.EpochValidated validated) {
    pending = false;
    validation = new ValidationResult(validated.loss(), validated.metrics());
    return Optional.of(Kind.EPOCH);
  }

  @Override
  public Optional<Kind> ranksTimed(RanksTimed timed) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> straggled(TrainingEvent.Straggled straggled) {
    return note(straggled.accept(format).text());
  }

  @Override
  public Optional<Kind> stalenessMeasured(TrainingEvent.StalenessMeasured staleness) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> stepsTraced(StepsTraced traced) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> gradientsMeasured(GradientsMeasured gradients) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> checkpointCommitted(CheckpointCommitted committed) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> tensorsMeasured(TensorsMeasured tensors) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> runEnded(TrainingEvent.RunEnded end) {
    settle();
    return note(end.accept(format).text());
  }
}
