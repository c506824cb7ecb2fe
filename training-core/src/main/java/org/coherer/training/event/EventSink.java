package org.coherer.training.event;

/** Takes the events that one rank reports, on the thread that trains. Must return at once. */
@FunctionalInterface
public interface EventSink {

  /** A sink that ignores everything. */
  EventSink NONE = event -> {};

  /** Called once for each event. */
  void onEvent(TrainingEvent event);
}
