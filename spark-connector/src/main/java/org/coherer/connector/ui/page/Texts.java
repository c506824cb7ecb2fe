package org.coherer.connector.ui.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.coherer.connector.chart.Numbers;

/** Values as text, as Spark's own pages have them. */
final class Texts {

  /** In place of what is not known. */
  static final String NONE = "-";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Texts() {}

  /** Returns a time, in the zone of the server. */
  static String date(long millis) {
    return DATE.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
  }

  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 1) {
      return Math.round(seconds * 1000) + " ms";
    }
    if (seconds < MINUTE) {
      return Numbers.fixed(seconds, 1) + " s";
    }
    return seconds < HOUR
        ? Numbers.fixed(seconds / MINUTE, 1) + " min"
        : Numbers.fixed(seconds / HOUR, 1) + " h";
  }

  /** Returns a measure with four digits. */
  static String number(double value) {
    return Double.isNaN(value) ? NONE : Numbers.shortText(value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns a rate without decimals where it is large. */
  static String rate(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return value >= 100 ? count(Math.round(value)) : Numbers.shortText(value);
  }

  /** Returns a number with what it counts, in the right form. */
  static String of(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }
}
