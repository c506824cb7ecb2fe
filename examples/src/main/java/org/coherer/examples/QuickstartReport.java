package org.coherer.examples;

import java.util.Locale;

/**
 * What came out of the quickstart.
 *
 * @param testAccuracy share of the test rows that the trained model got right
 * @param reloadedAccuracy the same of the model that was saved and loaded again
 * @param trainSeconds wall time of {@code fit}
 * @param rowsTrained training rows, counted once for each epoch
 * @param executors executors that the application had
 * @param model where the model lies
 */
record QuickstartReport(
    double testAccuracy,
    double reloadedAccuracy,
    double trainSeconds,
    long rowsTrained,
    int executors,
    String model) {

  /** Returns one line that programs can read. */
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
