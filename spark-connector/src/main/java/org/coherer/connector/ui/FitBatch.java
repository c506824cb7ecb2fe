package org.coherer.connector.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.coherer.connector.chart.Thinning;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.ui.event.FitAdvanced;
import org.coherer.connector.ui.event.FitEnded;
import org.coherer.connector.ui.event.FitEnded.Outcome;
import org.coherer.connector.ui.event.FitEvent;
import org.coherer.connector.ui.event.FitProgressed;
import org.coherer.connector.ui.event.FitProgressed.Checkpoints;
import org.coherer.connector.ui.event.FitProgressed.Note;
import org.coherer.connector.ui.event.FitProgressed.Notes;
import org.coherer.connector.ui.event.FitProgressed.Staleness;
import org.coherer.connector.ui.event.FitProgressed.Totals;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.RanksTimed;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.StepsTraced;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory.Epoch;
import org.coherer.training.event.TrainingHistory.Times;
import org.coherer.training.event.TrainingHistory.ValidationResult;

/**
 * What has happened to one fit since the last event about it. Called on the fit's thread alone.
 *
 * <p>An event is posted a second after the last one at the earliest, and in a long run a two
 * hundredth of its time later: so an hour of epochs that take milliseconds makes 800 events, each
 * of {@value #MOST_EPOCHS} epochs at most.
 */
final class FitBatch implements TrainingEvent.Visitor<Boolean> {

  private static final int MOST_EPOCHS = 100;
  private static final int MOST_NOTES = 10;
  private static final int LONGEST_TEXT = 1000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int PARTS = 200;

  private final long fit;
  private final boolean validated;
  private final Consumer<FitEvent> bus;
  private final LongSupplier clock;
  private final long began;

  private final MeasureBatch measures;
  private final Ranks ranks = new Ranks();
  private final List<Epoch> epochs = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private int notesDropped;
  private Times times = new Times(0, 0, 0, 0, 0);
  private long rows;
  private Staleness staleness;
  private Checkpoints checkpoints;
  private boolean changed;

  /** The time of the last event of any kind, and of the last one with a batch. */
  private long spoken;

  private long posted;
  private TrainingEvent.Progress progress;

  private Instant now = Instant.EPOCH;
  private Epoch unvalidated;
  private boolean straggled;
  private int best;
  private int result;

  /**
   * Creates a batch that is empty.
   *
   * @param bus takes the events
   * @param clock nanoseconds since any moment
   */
  FitBatch(FitDescription description, Consumer<FitEvent> bus, LongSupplier clock) {
    fit = description.fit().number();
    validated = description.validated();
    this.bus = bus;
    this.clock = clock;
    began = clock.getAsLong();
    measures = new MeasureBatch(began);
    posted = began - SECOND;
    spoken = posted;
  }

  /** Takes an event of the run. */
  void add(RunEvent event) {
    now = event.time();
    straggled = event.event().accept(this);
    postIfTime();
  }

  /** Takes a report, which follows the event that it is about. */
  void add(FitReport report) {
    switch (report.kind()) {
      case NOTE -> note(report);
      case ENDED -> end(report, Outcome.FINISHED);
      case FAILED -> end(report, Outcome.FAILED);
      default -> postIfTime();
    }
  }

  /** Who is slow, and how often, is among what is known of ranks. */
  private void note(FitReport report) {
    if (straggled) {
      return;
    }
    if (notes.size() < MOST_NOTES) {
      long time = report.time().toEpochMilli();
      notes.add(new Note(time, report.epoch(), Descriptions.cut(report.text(), LONGEST_TEXT)));
    } else {
      notesDropped++;
    }
    postIfTime();
  }

  private void end(FitReport report, Outcome outcome) {
    settle();
    if (!isEmpty()) {
      post();
    }
    if (measures.hasTensors()) {
      measure();
    }
    String text = Descriptions.cut(report.text(), LONGEST_TEXT);
    bus.accept(new FitEnded(fit, System.currentTimeMillis(), outcome, best, result, text));
  }

  private void postIfTime() {
    long time = clock.getAsLong();
    if (time - spoken < SECOND) {
      return;
    }
    if (measures.isDue(time)) {
      measure();
    } else if (!isEmpty() && time - posted >= (time - began) / PARTS) {
      post();
    } else if (progress != null) {
      advance();
    }
  }

  private boolean isEmpty() {
    return epochs.isEmpty() && notes.isEmpty() && !changed;
  }

  private void advance() {
    bus.accept(
        new FitAdvanced(
            fit,
            now.toEpochMilli(),
            progress.epoch(),
            progress.step(),
            progress.loss(),
            progress.rowsPerSecond(),
            progress.secondsLeft()));
    progress = null;
    spoken = clock.getAsLong();
  }

  private void measure() {
    spoken = clock.getAsLong();
    bus.accept(measures.takeTensors(fit, now.toEpochMilli(), spoken));
  }

  private void post() {
    double[] losses = epochs.stream().mapToDouble(Epoch::loss).toArray();
    List<Epoch> kept = Thinning.indices(losses, MOST_EPOCHS).stream().map(epochs::get).toList();
    bus.accept(
        new FitProgressed(
            fit,
            now.toEpochMilli(),
            kept,
            new Totals(times, rows, ranks.worst(), staleness, checkpoints),
            new Notes(notes, notesDropped),
            measures.take(kept)));
    epochs.clear();
    notes.clear();
    notesDropped = 0;
    changed = false;
    posted = clock.getAsLong();
    spoken = posted;
  }

  /** An epoch whose validation has not come has none. */
  private void settle() {
    if (unvalidated != null) {
      epoch(unvalidated);
    }
  }

  private void epoch(Epoch epoch) {
    epochs.add(epoch);
    unvalidated = null;
  }

  @Override
  public Boolean runStarted(TrainingEvent.RunStarted event) {
    bus.accept(Descriptions.started(fit, now.toEpochMilli(), event));
    return false;
  }

  @Override
  public Boolean progress(TrainingEvent.Progress event) {
    progress = event;
    return false;
  }

  @Override
  public Boolean epochCompleted(TrainingEvent.EpochCompleted event) {
    settle();
    progress = null;
    times = Ranks.sum(times, event.times());
    rows += event.rows();
    Epoch epoch =
        new Epoch(
            event.epoch(),
            event.loss(),
            event.rows(),
            event.skippedSteps(),
            event.learningRate(),
            event.times(),
            ValidationResult.NONE);
    if (validated) {
      unvalidated = epoch;
    } else {
      epoch(epoch);
    }
    return false;
  }

  @Override
  public Boolean epochValidated(TrainingEvent.EpochValidated event) {
    if (unvalidated != null) {
      Epoch epoch = unvalidated;
      epoch(
          new Epoch(
              epoch.epoch(),
              epoch.loss(),
              epoch.rows(),
              epoch.skippedSteps(),
              epoch.learningRate(),
              epoch.times(),
              new ValidationResult(event.loss(), event.metrics())));
    }
    return false;
  }

  @Override
  public Boolean ranksTimed(RanksTimed timed) {
    ranks.add(timed);
    return false;
  }

  @Override
  public Boolean straggled(TrainingEvent.Straggled event) {
    ranks.add(event);
    return true;
  }

  @Override
  public Boolean runEnded(TrainingEvent.RunEnded end) {
    best = end.bestEpoch();
    result = end.resultEpoch();
    return false;
  }

  @Override
  public Boolean stepsTraced(StepsTraced traced) {
    return false;
  }

  @Override
  public Boolean checkpointCommitted(CheckpointCommitted committed) {
    int before = checkpoints == null ? 0 : checkpoints.count();
    checkpoints =
        new Checkpoints(before + 1, committed.epochs(), committed.steps(), committed.bytes());
    changed = true;
    return false;
  }

  @Override
  public Boolean runResumed(TrainingEvent.RunResumed resumed) {
    return false;
  }

  @Override
  public Boolean stepSkipped(TrainingEvent.StepSkipped skipped) {
    return false;
  }

  @Override
  public Boolean rolledBack(TrainingEvent.RolledBack back) {
    return false;
  }

  @Override
  public Boolean gradientsMeasured(GradientsMeasured gradients) {
    measures.add(gradients);
    return false;
  }

  @Override
  public Boolean tensorsMeasured(TensorsMeasured tensors) {
    measures.add(tensors);
    return false;
  }

  @Override
  public Boolean stalenessMeasured(TrainingEvent.StalenessMeasured event) {
    staleness = Objects.requireNonNullElse(staleness, Staleness.NONE).with(event);
    changed = true;
    return false;
  }
}
