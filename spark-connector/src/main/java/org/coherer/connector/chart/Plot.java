package org.coherer.connector.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Values over epochs, as a {@link LineChart} draws them.
 *
 * @param title what the picture is called
 * @param axis what the values are
 * @param epochs the numbers of the epochs that have values, from the first on
 * @param curves at least one, with a value for each of these epochs
 * @param best the number of the epoch that is marked; 0 for none
 * @param powers whether the axis may be one of powers of ten
 */
public record Plot(
    String title, String axis, List<Integer> epochs, List<Curve> curves, int best, boolean powers) {

  /** Copies the lists, and checks that each epoch has a value. */
  public Plot {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(axis, "axis");
    epochs = List.copyOf(epochs);
    curves = List.copyOf(curves);
    for (Curve curve : curves) {
      if (curve.values().size() != epochs.size()) {
        throw new IllegalArgumentException(
            "Invalid curve '"
                + curve.name()
                + "' of "
                + curve.values().size()
                + " values (must be one for each of "
                + epochs.size()
                + " epochs)");
      }
    }
  }

  /** Returns the number of the last epoch; 0 without any. */
  int last() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
  }

  /**
   * One curve.
   *
   * @param name as the legend has it
   * @param color as SVG has it
   * @param values those that are no numbers, or {@code null}, are gaps
   */
  public record Curve(String name, String color, List<Double> values) {

    /** Copies the list. */
    public Curve {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(color, "color");
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** Returns whether anything can be drawn. */
    boolean hasValues() {
      return values.stream().anyMatch(value -> value != null && Scale.isDrawn(value));
    }

    /** Returns a value; NaN in place of {@code null}. */
    double value(int index) {
      Double value = values.get(index);
      return value == null ? Double.NaN : value;
    }

    double[] all() {
      double[] all = new double[values.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = value(i);
      }
      return all;
    }
  }
}
