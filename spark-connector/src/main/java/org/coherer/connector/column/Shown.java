package org.coherer.connector.column;

import java.util.List;
import java.util.stream.Collectors;

/** Labels as messages show them: they are data, and may be of any length and content. */
final class Shown {

  private static final int MAX_LENGTH = 40;
  private static final int MAX_TEXTS = 20;

  private Shown() {}

  /** Returns a label in quotes. */
  static String text(String label) {
    return "'" + bare(label) + "'";
  }

  /** Returns labels with commas between them, and the number of those that are too many. */
  static String list(List<String> labels) {
    String shown =
        labels.stream().limit(MAX_TEXTS).map(Shown::bare).collect(Collectors.joining(", "));
    int more = labels.size() - MAX_TEXTS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String bare(String label) {
    String start =
        label.length() <= MAX_LENGTH
            ? label
            : label.substring(0, label.offsetByCodePoints(0, MAX_LENGTH / 2)) + "...";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
