package org.coherer.connector.cluster;

import java.util.Locale;
import java.util.SortedSet;

/** Finds the name that was probably meant. */
final class Spelling {

  private Spelling() {}

  /** Returns the known name at the smallest {@link #distance}; the first of several. */
  static String nearest(String name, SortedSet<String> known) {
    String nearest = known.first();
    for (String one : known) {
      if (distance(name, one) < distance(name, nearest)) {
        nearest = one;
      }
    }
    return nearest;
  }

  /**
   * Returns the Levenshtein distance: the fewest insertions, deletions and substitutions of single
   * characters that turn one name into the other, whatever their case.
   */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
