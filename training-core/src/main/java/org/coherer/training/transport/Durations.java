package org.coherer.training.transport;

import java.time.Duration;

/** Formats durations for messages. */
public final class Durations {

  private Durations() {}

  /** Returns whole seconds or else milliseconds, with the unit. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
