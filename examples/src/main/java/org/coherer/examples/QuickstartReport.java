package org.coherer.examples;

import java.util.Locale;

/**
 * The results of the quickstart.
 *
 * @param testAccuracy the accuracy of the trained model on the test rows
 * @param reloadedAccuracy the accuracy of the model after it was saved and loaded
 * @param trainSeconds the wall time of {@code fit}
 * @param rowsTrained the training rows, counted once per epoch
 * @param executors the number of executors of the application
 * @param model the path of the saved model
 */
record QuickstartReport(
    double testAccuracy,
    double reloadedAccuracy,
    double trainSeconds,
    long rowsTrained,
    int executors,
    String model) {

  /** Returns one machine-readable line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "quickstart test_accuracy=%.4f reloaded_accuracy=%.4f train_seconds=%.1f rows_per_s=%d"
            + " executors=%d model=%s",
        testAccuracy,
        reloadedAccuracy,
        trainSeconds,
        Math.round(rowsTrained / trainSeconds),
        executors,
        model);
  }
}
