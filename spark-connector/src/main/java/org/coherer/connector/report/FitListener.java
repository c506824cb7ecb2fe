package org.coherer.connector.report;

/**
 * Is called back on the driver while estimators fit, once for each epoch; add it by {@link
 * FitListeners#add}.
 *
 * <p>Each fit has a thread that calls, so training never waits for a listener; reports of one fit
 * come one at a time and in order, those of concurrent fits at the same time. {@code fit} waits for
 * what was not delivered when training ends, ten seconds at most. An exception is logged and
 * disturbs neither the fit nor other listeners.
 */
@FunctionalInterface
public interface FitListener {

  /** Called after each epoch, with its loss and what the validation set shows. */
  void onEpoch(FitReport epoch);

  /** Called at the start, about once a second within epochs, and with whatever is worth a note. */
  default void onProgress(FitReport report) {}

  /** Called once, when training has ended or failed. */
  default void onEnd(FitReport end) {}

  /** Calls the method that is for a report. */
  default void onReport(FitReport report) {
    switch (report.kind()) {
      case EPOCH -> onEpoch(report);
      case ENDED, FAILED -> onEnd(report);
      default -> onProgress(report);
    }
  }
}
