package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import org.coherer.training.encoding.TargetEncoding;

/**
 * How training is steered.
 *
 * @param schedule how the learning rate changes
 * @param clipping the clipping of gradients
 * @param stopping when training ends before the last epoch, and with which parameters
 * @param calibrated whether a temperature of the result's probabilities is fitted to the validation
 *     set
 */
public record Controls(Schedule schedule, Clipping clipping, Stopping stopping, boolean calibrated)
    implements Serializable {

  /** A constant learning rate, gradients as they are, all epochs. */
  public static final Controls NONE = new Controls(Schedule.CONSTANT, Clipping.NONE, Stopping.NONE);

  /** Checks that none is missing. */
  public Controls {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(stopping, "stopping");
  }

  /** Creates the controls of a training without calibration. */
  public Controls(Schedule schedule, Clipping clipping, Stopping stopping) {
    this(schedule, clipping, stopping, false);
  }

  /**
   * Checks that there is what the result is to be calibrated with.
   *
   * @param validated whether there is a validation set
   * @throws IllegalArgumentException if there is none, or outputs are not those of one class
   */
  public void checkCalibration(boolean validated, TargetEncoding target) {
    if (calibrated && !(target instanceof TargetEncoding.ClassIndex)) {
      throw new IllegalArgumentException(
          "Cannot calibrate: the target is no class (set calibration to none)");
    }
    if (calibrated && !validated) {
      throw new IllegalArgumentException(
          "Cannot calibrate without a validation set (set validationFraction or"
              + " validationIndicatorCol, or calibration to none)");
    }
  }
}
