package org.coherer.benchmarks.monitoring;

import java.util.Locale;

/** What is trained, on one worker. */
enum Workload {
  /** Steps and epochs as trainings have them: a millisecond or more, and some hundred of them. */
  STEPS(12_800, 40, 4),
  /** The worst for whoever watches: epochs of four short steps, each with a report of its own. */
  EPOCHS(512, 3000, 300);

  /** The rows of a batch. */
  static final int BATCH = 128;

  private final int rows;
  private final int epochs;
  private final int quickEpochs;

  Workload(int rows, int epochs, int quickEpochs) {
    this.rows = rows;
    this.epochs = epochs;
    this.quickEpochs = quickEpochs;
  }

  /** Returns what result lines and workers call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the one that a label means. */
  static Workload of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns the sizes of the perceptron's layers, the input first. */
  int[] layers() {
    return switch (this) {
      case STEPS -> new int[] {784, 256, 10};
      case EPOCHS -> new int[] {30, 64, 32, 2};
    };
  }

  /** Returns the number of rows. */
  int rows() {
    return rows;
  }

  /** Returns the epochs of a fit. */
  int epochs(boolean quick) {
    return quick ? quickEpochs : epochs;
  }

  /** Returns the steps of a fit. */
  int steps(boolean quick) {
    return epochs(quick) * (rows / BATCH);
  }
}
