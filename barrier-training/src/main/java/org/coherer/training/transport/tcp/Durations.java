package org.coherer.training.transport.tcp;

import java.time.Duration;

/** Durations for people to read. */
final class Durations {

  private Durations() {}

  static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
