package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The calibration of probabilities: {@code none}, or {@code temperature}, which divides the
 * logarithms of the network's probabilities by the number with which the validation set has the
 * least cross-entropy (Guo et al., 2017). Default none.
 *
 * @param <S> the type of the stage
 */
public interface HasCalibration<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> calibration() {
    return new Param<>(
        this,
        "calibration",
        "calibration of the probabilities on the validation set after training: none, or temperature, which is the"
            + " number that their logarithms are divided by for the least cross-entropy");
  }

  /** Returns the value. */
  default String getCalibration() {
    return $(calibration());
  }

  /** Sets the calibration of probabilities: none or temperature. Default none. */
  default S setCalibration(String value) {
    return Setter.set(this, calibration(), value);
  }
}
