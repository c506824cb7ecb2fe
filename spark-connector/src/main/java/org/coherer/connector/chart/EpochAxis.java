package org.coherer.connector.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * The horizontal axis of a chart: epochs, counted from 1.
 *
 * @param epochs how many there are
 * @param from where the first one lies
 * @param to where the last one lies
 */
record EpochAxis(int epochs, double from, double to) {

  private static final double TICKS = 10;

  /** Leaves space for a dot at both ends. */
  private static final double MARGIN = 8;

  /** Returns where an epoch lies; a single one in the middle. */
  double x(int epoch) {
    return epochs <= 1
        ? (from + to) / 2
        : from + MARGIN + (to - from - 2 * MARGIN) * (epoch - 1) / (epochs - 1);
  }

  /** Returns the epochs that the axis names: the first, and the multiples of a step. */
  List<Integer> ticks() {
    int step = (int) Math.max(1, Scale.Linear.niceStep(epochs / TICKS));
    List<Integer> ticks = new ArrayList<>();
    if (epochs > 0) {
      ticks.add(1);
    }
    for (long epoch = step; epoch <= epochs; epoch += step) {
      if (2 * (epoch - 1) >= step && epoch > 1) {
        ticks.add((int) epoch);
      }
    }
    return ticks;
  }
}
