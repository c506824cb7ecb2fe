package org.coherer.connector.ui.event;

/**
 * A fit has ended.
 *
 * @param fit its number
 * @param time when, in milliseconds since 1970
 * @param outcome how
 * @param bestEpoch the best epoch by what was monitored; 0 if there is none
 * @param resultEpoch the epoch whose parameters are the result; 0 if there is none
 * @param text how, in words; of a failure its first cause
 */
public record FitEnded(
    long fit, long time, Outcome outcome, int bestEpoch, int resultEpoch, String text)
    implements FitEvent {

  /** How a fit ends. */
  public enum Outcome {
    /** With a model. */
    FINISHED,
    /** With an exception, or cancelled. */
    FAILED,
    /** Nobody knows: the application has ended before it. */
    LOST
  }
}
