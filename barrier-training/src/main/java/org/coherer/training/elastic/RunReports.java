package org.coherer.training.elastic;

import java.time.Instant;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingListener;

/** The events of a run, of the driver and of the tasks, one at a time. */
final class RunReports implements TrainingListener {

  private final String run;
  private final TrainingListener listener;

  RunReports(String run, TrainingListener listener) {
    this.run = run;
    this.listener = listener;
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    listener.onEvent(event);
  }

  /** Reports what the driver has found. */
  void report(TrainingEvent event) {
    onEvent(new RunEvent(run, Instant.now(), event));
  }
}
