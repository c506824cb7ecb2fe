package org.coherer.training.event;

/**
 * Receives the events of a run on the driver, one at a time and in order. Must return soon: events
 * queue up behind it.
 */
@FunctionalInterface
public interface TrainingListener {

  /** A listener that ignores everything. */
  TrainingListener NONE = event -> {};

  /** Called once for each event. An exception is logged and never stops the run. */
  void onEvent(RunEvent event);
}
