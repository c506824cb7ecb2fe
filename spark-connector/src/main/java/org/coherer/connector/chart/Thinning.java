package org.coherer.connector.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Chooses which of many values are drawn, so that no peak is lost. */
public final class Thinning {

  private Thinning() {}

  /**
   * Returns the indices of the values to draw, in order: all of them if there are no more than
   * {@code most}; otherwise the first, the last, and of each of equal parts the smallest, the
   * largest and one that cannot be drawn, if there are any.
   */
  public static List<Integer> indices(double[] values, int most) {
    TreeSet<Integer> chosen = new TreeSet<>();
    if (values.length <= most) {
      for (int i = 0; i < values.length; i++) {
        chosen.add(i);
      }
      return new ArrayList<>(chosen);
    }
    int parts = Math.max(1, most / 3);
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) values.length * part / parts);
      int to = (int) ((long) values.length * (part + 1) / parts);
      extremes(values, from, to, chosen);
    }
    chosen.add(0);
    chosen.add(values.length - 1);
    return new ArrayList<>(chosen);
  }

  private static void extremes(double[] values, int from, int to, Set<Integer> chosen) {
    int least = -1;
    int greatest = -1;
    int gap = -1;
    for (int i = from; i < to; i++) {
      if (!Scale.isDrawn(values[i])) {
        gap = i;
      } else {
        least = least < 0 || values[i] < values[least] ? i : least;
        greatest = greatest < 0 || values[i] > values[greatest] ? i : greatest;
      }
    }
    chosen.add(least);
    chosen.add(greatest);
    chosen.add(gap);
    chosen.remove(-1);
  }
}
