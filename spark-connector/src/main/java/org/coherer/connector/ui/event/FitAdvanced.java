package org.coherer.connector.ui.event;

/**
 * Where a fit stands within an epoch. The event log does not have it: what matters later is in
 * {@link FitProgressed}.
 *
 * @param fit its number
 * @param time when, in milliseconds since 1970
 * @param epoch counted from 1
 * @param step the step within the epoch, counted from 1
 * @param loss the mean over the epoch so far
 * @param rowsPerSecond those of all workers
 * @param secondsLeft about how long it is to the last epoch's end
 */
public record FitAdvanced(
    long fit,
    long time,
    int epoch,
    long step,
    double loss,
    double rowsPerSecond,
    double secondsLeft)
    implements FitEvent {

  @Override
  public boolean logEvent() {
    return false;
  }
}
