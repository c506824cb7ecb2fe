package org.coherer.connector.chart;

import java.util.Locale;
import org.coherer.training.event.TrainingHistory.Times;

/** What the time of an epoch goes into. */
enum TimePart {
  COMPUTE("#1f6fb4"),
  DATA("#8a63b8"),
  EXCHANGE("#d9770f"),
  WAITING("#9a9a9a");

  private final String color;

  TimePart(String color) {
    this.color = color;
  }

  /** Returns its name as it is shown. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String color() {
    return color;
  }

  /** Returns what it has of an epoch, or of all. */
  double seconds(Times times) {
    return switch (this) {
      case COMPUTE -> times.compute();
      case DATA -> times.data();
      case EXCHANGE -> times.exchange();
      case WAITING -> times.waiting();
    };
  }
}
