package org.coherer.connector.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text, alike in every locale. */
public final class Numbers {

  private static final int DIGITS = 4;
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e6;

  private Numbers() {}

  /** Returns a number with four significant digits: {@code 0.1234}, {@code 5.1e-7}, {@code 12}. */
  public static String shortText(double value) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    double size = Math.abs(rounded.doubleValue());
    if (size == 0) {
      return "0";
    }
    return size >= SMALL && size < LARGE ? plain(rounded) : scientific(value, DIGITS - 1);
  }

  private static String nonFinite(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** Returns a number with a power of ten, without the zeros that would end its digits. */
  public static String scientific(double value, int decimals) {
    String[] parts = String.format(Locale.ROOT, "%." + decimals + "e", value).split("e", 2);
    return plain(new BigDecimal(parts[0])) + "e" + Integer.parseInt(parts[1]);
  }

  /** Returns a number with so many decimals. */
  public static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** Returns a coordinate in a picture, exact to a hundredth. */
  static String coordinate(double value) {
    return plain(new BigDecimal(value).setScale(2, RoundingMode.HALF_UP));
  }

  /** Returns a share in percent. */
  public static String percent(double share) {
    return fixed(100 * share, 1) + "%";
  }
}
