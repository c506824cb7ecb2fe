package org.coherer.training.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingListener;

/**
 * Receives the reports of all ranks: passes events to the run's listener, one at a time, and keeps
 * failures. The start of the run comes before whatever other ranks have reported, for their
 * connections may be faster than that of rank 0.
 */
final class ReportInbox implements Report.Receiver {

  private final String runId;
  private final TrainingListener listener;
  private final FailureLog failures = new FailureLog();
  private final AttemptLog attempts = new AttemptLog(this::position);
  private volatile Consumer<byte[]> slices = slice -> {};

  /** Events that every rank reports, until rank 0 has reported the start. */
  private final List<RunEvent> early = new ArrayList<>();

  private boolean started;
  private RunPosition position = RunPosition.START;

  /**
   * Creates a report inbox for a run.
   *
   * @param listener must not throw
   */
  ReportInbox(String runId, TrainingListener listener) {
    this.runId = runId;
    this.listener = listener;
  }

  @Override
  public synchronized void event(Report.Event report) {
    RunEvent event = new RunEvent(runId, report.time(), withCause(report.event()));
    if (!started && report.event().fromEveryRank()) {
      early.add(event);
      return;
    }
    listener.onEvent(event);
    position = position.after(report.event());
    if (report.event().startsRun()) {
      started = true;
      early.forEach(listener::onEvent);
      early.clear();
    }
  }

  /** Ranks know how they go on, and not what the others have failed on before. */
  private TrainingEvent withCause(TrainingEvent event) {
    if (event instanceof TrainingEvent.RunResumed resumed) {
      return failures.firstOfNew().<TrainingEvent>map(resumed::after).orElse(resumed);
    }
    return event;
  }

  @Override
  public void failure(Report.Failure report) {
    failures.add(report);
    attempts.failed(report.attempt());
  }

  @Override
  public void slice(Report.Slice report) {
    slices.accept(report.content());
  }

  /** Says who takes what ranks say of their slices; it must not throw. */
  void onSlice(Consumer<byte[]> taker) {
    slices = taker;
  }

  /** Returns how far the run has come. */
  synchronized RunPosition position() {
    return position;
  }

  AttemptLog attempts() {
    return attempts;
  }

  FailureLog failures() {
    return failures;
  }
}
