package org.coherer.connector.report;

import org.coherer.training.event.RunEvent;

/**
 * Sees all that is known on the driver of the fits of an application: for parts of Coherer, such as
 * metrics. Users have {@link FitListener}.
 *
 * <p>Called as listeners are: in order, on a thread of the fit's own, for concurrent fits at the
 * same time. An exception is logged and disturbs nobody else.
 */
public interface FitObserver {

  /** Called once for a fit that is about to train. */
  default void onBegin(FitDescription fit) {}

  /** Called for each event of its run. */
  default void onEvent(FitReport.Fit fit, RunEvent event) {}

  /** Called for each report that the events make, after them. */
  default void onReport(FitReport report) {}
}
