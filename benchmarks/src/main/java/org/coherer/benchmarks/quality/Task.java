package org.coherer.benchmarks.quality;

import java.util.Arrays;
import java.util.Locale;

/** What is predicted, and so what a score is. */
enum Task {
  /** A class; the score is the accuracy. */
  CLASSIFICATION,
  /** A number; the score is R2. */
  REGRESSION;

  /** Returns what lines and processes call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the task of a label. */
  static Task of(String label) {
    return Arrays.stream(values())
        .filter(task -> task.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown task '" + label + "'"));
  }
}
