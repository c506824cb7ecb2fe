package org.coherer.examples.clicks;

import java.util.Locale;

/**
 * The results of the click example.
 *
 * @param rows the training rows
 * @param epochs how often they were trained on
 * @param area the area under the ROC curve of the model that was saved and loaded, on the test rows
 * @param optimalArea that of the true probabilities, on the same rows
 * @param trainSeconds the wall time of {@code fit}
 * @param examplesPerSecond the rows of all epochs by the seconds that training on them took
 * @param model the path of the saved model
 */
record ClickReport(
    long rows,
    int epochs,
    double area,
    double optimalArea,
    double trainSeconds,
    double examplesPerSecond,
    String model) {

  /** Returns one machine-readable line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "clicks rows=%d epochs=%d auc=%.4f optimal_auc=%.4f train_seconds=%.1f"
            + " examples_per_second=%d model=%s",
        rows,
        epochs,
        area,
        optimalArea,
        trainSeconds,
        Math.round(examplesPerSecond),
        model);
  }
}
