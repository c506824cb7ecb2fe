package org.coherer.training.driver;

import java.time.Instant;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingListener;

/** The events of a run, of the driver and of the tasks, one at a time. */
public final class RunReports implements TrainingListener {

  private final String run;
  private final TrainingListener listener;

  /**
   * Creates the reports of a run.
   *
   * @param run its id
   * @param listener need not expect two at a time; its failures are logged
   */
  public RunReports(String run, TrainingListener listener) {
    this.run = run;
    this.listener = TrainingListeners.of(listener);
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    listener.onEvent(event);
  }

  /** Reports what the driver has found. */
  public void report(TrainingEvent event) {
    onEvent(new RunEvent(run, Instant.now(), event));
  }
}
