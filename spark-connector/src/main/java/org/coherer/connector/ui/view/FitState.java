package org.coherer.connector.ui.view;

import java.util.Locale;
import org.coherer.connector.ui.event.FitEnded;

/** Where a fit stands. */
public enum FitState {
  /** Its workers have not met yet. */
  STARTING,
  /** It trains. */
  RUNNING,
  /** It has led to a model. */
  FINISHED,
  /** It has failed, or was cancelled. */
  FAILED,
  /** The application has ended before it. */
  LOST;

  /** Returns the state that an end leads to. */
  static FitState of(FitEnded end) {
    return switch (end.outcome()) {
      case FINISHED -> FINISHED;
      case FAILED -> FAILED;
      case LOST -> LOST;
    };
  }

  /** Returns whether more is to come. */
  public boolean isActive() {
    return this == STARTING || this == RUNNING;
  }

  /** Returns its name as pages have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
