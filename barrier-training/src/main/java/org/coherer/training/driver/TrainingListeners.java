package org.coherer.training.driver;

import java.util.List;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each event to several listeners, in their order. The failure of one is logged and disturbs
 * neither the others nor the run.
 */
public final class TrainingListeners implements TrainingListener {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingListeners.class);

  private final List<TrainingListener> listeners;

  private TrainingListeners(List<TrainingListener> listeners) {
    this.listeners = listeners;
  }

  /** Returns a listener that stands for all of these. */
  public static TrainingListener of(TrainingListener... listeners) {
    return new TrainingListeners(List.of(listeners));
  }

  @Override
  public void onEvent(RunEvent event) {
    for (TrainingListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException | LinkageError e) {
        // Not even a class that a listener lacks is a reason to stop training.
        LOG.warn(
            "The training listener {} has failed; training goes on",
            listener.getClass().getName(),
            e);
      }
    }
  }
}
