package org.coherer.connector.ui.event;

import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * Something that happened to a fit. Spark's event log has it as JSON, with the name of its class.
 */
public sealed interface FitEvent extends SparkListenerEvent
    permits FitBegan, FitStarted, FitAdvanced, FitProgressed, FitMeasured, FitEnded {

  /** Returns the number of the fit, which is counted from 1 in an application. */
  long fit();

  /** Returns when it happened, in milliseconds since 1970. */
  long time();
}
