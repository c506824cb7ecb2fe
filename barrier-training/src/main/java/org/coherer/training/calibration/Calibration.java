package org.coherer.training.calibration;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A temperature T by which a trained classifier's probabilities p become softmax(ln p / T): above 1
 * it is less sure than it was, below 1 more.
 *
 * @param temperature T
 * @param lossBefore the mean cross-entropy of the validation set without it; NaN if nobody knows
 * @param loss the same with it
 */
public record Calibration(double temperature, double lossBefore, double loss)
    implements Serializable {

  /** Leaves probabilities as they are. */
  public static final Calibration NONE = new Calibration(1, Double.NaN, Double.NaN);

  private static final MathContext SHORT = new MathContext(4);

  /** Checks the temperature. */
  public Calibration {
    if (!(temperature > 0 && temperature <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid temperature " + temperature + " (must be a finite number above 0)");
    }
  }

  /** Returns whether it leaves probabilities as they are. */
  public boolean isIdentity() {
    return temperature == 1;
  }

  /** Returns whether the temperature would be beyond those that are looked at. */
  public boolean isAtLimit() {
    return temperature <= TemperatureFit.LEAST || temperature >= TemperatureFit.MOST;
  }

  /** Returns what was found, for logs and summaries. */
  public String text() {
    return "temperature "
        + shown(temperature)
        + (Double.isNaN(loss)
            ? ""
            : " (cross-entropy of the validation set "
                + shown(loss)
                + ", before "
                + shown(lossBefore)
                + ")");
  }

  private static String shown(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(SHORT).toPlainString()
        : Double.toString(value);
  }
}
