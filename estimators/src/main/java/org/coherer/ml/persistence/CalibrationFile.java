package org.coherer.ml.persistence;

import java.io.IOException;
import org.coherer.training.calibration.Calibration;

/**
 * {@code calibration.properties}: {@code temperature}, by which the logarithms of probabilities are
 * divided; {@code loss.before} and {@code loss}, the mean cross-entropy of the validation set
 * without and with it.
 */
final class CalibrationFile {

  private static final String TEMPERATURE = "temperature";
  private static final String BEFORE = "loss.before";
  private static final String LOSS = "loss";

  private CalibrationFile() {}

  static byte[] write(Calibration calibration) {
    return KeyValues.empty()
        .put(TEMPERATURE, calibration.temperature())
        .put(BEFORE, calibration.lossBefore())
        .put(LOSS, calibration.loss())
        .toBytes();
  }

  /**
   * Reads a calibration.
   *
   * @throws IllegalArgumentException if the temperature cannot be one
   */
  static Calibration read(byte[] file, String source) throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    return new Calibration(values.number(TEMPERATURE), values.number(BEFORE), values.number(LOSS));
  }
}
