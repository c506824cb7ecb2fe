package org.coherer.benchmarks.harness;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of results: {@code NAME key=value key=value ...}, keys in the order in which they are
 * added. A value that was not measured is {@value #ABSENT}, never omitted.
 */
public final class ResultLine {

  /** The value of a key that could not be measured. */
  public static final String ABSENT = "absent";

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern VALUE = Pattern.compile("[^\\s=]+");
  private static final int RATIO_DECIMALS = 3;

  private final StringBuilder text;

  /** Begins the line of a benchmark. */
  public ResultLine(String benchmark) {
    text = new StringBuilder(benchmark);
  }

  /** Adds a word. */
  public ResultLine with(String key, String value) {
    if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Invalid result '%s=%s' (keys are lower case with underscores, values have neither blanks nor '=')"
              .formatted(key, value));
    }
    text.append(' ').append(key).append('=').append(value);
    return this;
  }

  /** Adds a whole number. */
  public ResultLine with(String key, long value) {
    return with(key, Long.toString(value));
  }

  /** Adds a number with so many decimals. */
  public ResultLine with(String key, double value, int decimals) {
    return with(key, String.format(Locale.ROOT, "%." + decimals + "f", value));
  }

  /** Adds {@code ratio_PEER}. */
  public ResultLine ratio(String peer, Optional<Double> ratio) {
    String key = "ratio_" + peer;
    return ratio.isPresent() ? with(key, ratio.get(), RATIO_DECIMALS) : with(key, ABSENT);
  }

  /** Adds a median and its spread: {@code KEY}, {@code KEY_min}, {@code KEY_max}. */
  public ResultLine measured(String key, Optional<Summary> measured, int decimals) {
    if (measured.isEmpty()) {
      return with(key, ABSENT).with(key + "_min", ABSENT).with(key + "_max", ABSENT);
    }
    return with(key, measured.get().median(), decimals).spread(key, measured.get(), decimals);
  }

  /** Adds the spread of a median that the line already has. */
  public ResultLine spread(String key, Summary measured, int decimals) {
    return with(key + "_min", measured.min(), decimals)
        .with(key + "_max", measured.max(), decimals);
  }

  /** Returns the line. */
  @Override
  public String toString() {
    return text.toString();
  }
}
