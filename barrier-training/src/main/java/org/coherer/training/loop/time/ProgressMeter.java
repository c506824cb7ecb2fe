package org.coherer.training.loop.time;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.sync.StepTotals;

/** Turns steps into a report about once a second. */
public final class ProgressMeter {

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int epochs;
  private final long stepsPerEpoch;
  private final LongSupplier nanoTime;
  private long started;
  private long epochStarted;
  private long reported;
  private long rowsReported;
  private long doneBefore;

  /** Creates the meter of a run of so many epochs and steps. */
  public ProgressMeter(int epochs, long stepsPerEpoch, LongSupplier nanoTime) {
    this.epochs = epochs;
    this.stepsPerEpoch = stepsPerEpoch;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts the clock.
   *
   * @param stepsBefore the steps that the run had made before it was resumed
   */
  public void start(long stepsBefore) {
    doneBefore = stepsBefore;
    started = nanoTime.getAsLong();
    reported = started;
  }

  /**
   * Begins an epoch.
   *
   * @param rowsBefore the rows of it that were trained before the run was resumed
   */
  public void startEpoch(long rowsBefore) {
    epochStarted = nanoTime.getAsLong();
    rowsReported = rowsBefore;
  }

  /**
   * Returns a report if one is due, else {@code null}. The last step of an epoch always gives one,
   * so that no epoch goes by unseen.
   */
  public TrainingEvent.Progress afterStep(int epoch, long step, StepTotals epochSoFar) {
    long now = nanoTime.getAsLong();
    if (now - reported < INTERVAL_NANOS && step < stepsPerEpoch) {
      return null;
    }
    long since = Math.max(reported, epochStarted);
    double rowsPerSecond = (epochSoFar.rows() - rowsReported) / Math.max(1e-9, (now - since) / 1e9);
    long done = (epoch - 1) * stepsPerEpoch + step;
    double secondsPerStep = (now - started) / 1e9 / (done - doneBefore);
    double left = secondsPerStep * (epochs * stepsPerEpoch - done);
    reported = now;
    rowsReported = epochSoFar.rows();
    return new TrainingEvent.Progress(epoch, step, epochSoFar.meanLoss(), rowsPerSecond, left);
  }
}
