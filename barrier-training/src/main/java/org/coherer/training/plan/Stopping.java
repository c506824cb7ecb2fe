package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/**
 * When a run ends before its last epoch, and with which parameters. All ranks decide alike.
 *
 * @param patience after how many epochs in a row without a better one training ends; 0 for never
 * @param minDelta by more than how much an epoch must be better than the best one before it
 * @param monitor what is compared: {@value #LOSS}, {@value #TRAINING_LOSS}, or a metric of the
 *     validation
 * @param restoreBest whether the result has the parameters of the best epoch rather than of the
 *     last
 * @param maxSeconds how long training may take; 0 for as long as it needs. The step that is under
 *     way then ends, and so does its epoch
 * @param onDivergence what happens when a loss or gradients are not finite. A result whose
 *     parameters are not finite makes training fail in any case
 * @see <a href="https://doi.org/10.1007/3-540-49430-8_3">Prechelt, 1998</a>, for early stopping
 */
public record Stopping(
    int patience,
    double minDelta,
    String monitor,
    boolean restoreBest,
    double maxSeconds,
    OnDivergence onDivergence)
    implements Serializable {

  /** The mean loss on the validation set. */
  public static final String LOSS = "loss";

  /** The mean loss over the steps of an epoch. */
  public static final String TRAINING_LOSS = "trainingLoss";

  /** Not before the last epoch, whose parameters are the result. */
  public static final Stopping NONE = new Stopping(0, 0, LOSS, false, 0, OnDivergence.FAIL);

  /** Checks the numbers. */
  public Stopping {
    Objects.requireNonNull(monitor, "monitor");
    Objects.requireNonNull(onDivergence, "onDivergence");
    if (patience < 0) {
      throw new IllegalArgumentException("Invalid patience " + patience + " (must be at least 0)");
    }
    checkNotNegative("minDelta", minDelta);
    checkNotNegative("maxSeconds", maxSeconds);
  }

  private static void checkNotNegative(String what, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "Invalid " + what + " " + value + " (must be a number of at least 0)");
    }
  }

  /** Returns whether anything depends on which epoch is the best. */
  public boolean comparesEpochs() {
    return patience > 0 || restoreBest;
  }
}
