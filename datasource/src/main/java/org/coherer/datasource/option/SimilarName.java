package org.coherer.datasource.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody who has misspelt it has meant. */
final class SimilarName {
  /** More changes than one in so many letters make it another word. */
  private static final int LETTERS_PER_CHANGE = 3;

  private SimilarName() {}

  /** Returns the nearest of the names, if any is near. */
  static Optional<String> of(String written, Collection<String> names) {
    String lower = written.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(
            name -> distance(lower, lower(name)) <= Math.max(1, name.length() / LETTERS_PER_CHANGE))
        .min(
            Comparator.comparingInt((String name) -> distance(lower, lower(name)))
                .thenComparing(name -> name));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * The number of letters to insert, to drop, to replace (Levenshtein's), or of neighbours to swap.
   */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : least(one, other, steps, i, j);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int least(String one, String other, int[][] steps, int i, int j) {
    int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(steps[i - 1][j - 1] + changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, 1 + steps[i - 2][j - 2]) : least;
  }
}
