package org.coherer.connector.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where on an axis a value lies, and which values the axis names. */
sealed interface Scale {

  /** Values beyond are not drawn: their differences would overflow. */
  double MAX_VALUE = 1e300;

  /** Below this, values are drawn as zero: their differences would vanish. */
  double MIN_SIZE = 1e-300;

  /** From here on, small values would lie on the axis. */
  double MIN_RATIO_FOR_POWERS = 1000;

  /** Below this, values differ by rounding alone. */
  double MIN_RELATIVE_SPAN = 1e-9;

  /** Returns where a value lies: 0 at the beginning of the axis, 1 at its end. */
  double position(double value);

  /** Returns the values that the axis names, from the smallest on. */
  List<Tick> ticks();

  /** A value that an axis names. */
  record Tick(double value, String text) {}

  /** Returns whether a value can be drawn. */
  static boolean isDrawn(double value) {
    return Math.abs(value) <= MAX_VALUE;
  }

  /**
   * Returns a scale for values: of powers of ten if they are positive and span three of them.
   *
   * @param min the smallest value, which can be drawn
   * @param max the largest
   */
  static Scale of(double min, double max) {
    if (min > 0 && max / min >= MIN_RATIO_FOR_POWERS) {
      return new Powers(
          Math.floor(Math.log10(Math.max(min, MIN_SIZE))), Math.ceil(Math.log10(max)));
    }
    return linear(min, max);
  }

  private static Scale linear(double min, double max) {
    double size = Math.max(Math.abs(min), Math.abs(max));
    if (size < MIN_SIZE) {
      return Linear.around(-1, 1);
    }
    if (max - min <= MIN_RELATIVE_SPAN * size) {
      return Linear.around(min - size / 10, max + size / 10);
    }
    return Linear.around(min, max);
  }

  /**
   * Returns a scale for all values that can be drawn; from 0 to 1 without any.
   *
   * @param powers whether it may be one of powers of ten
   */
  static Scale of(Stream<Double> values, boolean powers) {
    DoubleSummaryStatistics drawn =
        values
            .filter(value -> value != null && isDrawn(value))
            .collect(Collectors.summarizingDouble(Double::doubleValue));
    if (drawn.getCount() == 0) {
      return of(0, 1);
    }
    return powers ? of(drawn.getMin(), drawn.getMax()) : linear(drawn.getMin(), drawn.getMax());
  }

  /** Equal steps of 1, 2 or 5 times a power of ten. */
  record Linear(double from, double to, double step) implements Scale {

    private static final int STEPS = 5;

    /** Returns a scale that begins and ends at a tick. */
    static Linear around(double min, double max) {
      double step = niceStep((max - min) / STEPS);
      return new Linear(Math.floor(min / step) * step, Math.ceil(max / step) * step, step);
    }

    /** Returns the next 1, 2 or 5 times a power of ten. */
    static double niceStep(double least) {
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      double digits = least / power;
      return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }

    @Override
    public double position(double value) {
      return (value - from) / (to - from);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      long first = Math.round(from / step);
      long last = Math.round(to / step);
      for (long i = first; i <= last; i++) {
        ticks.add(new Tick(i * step, text(i * step)));
      }
      return ticks;
    }

    private String text(double value) {
      double size = Math.max(Math.abs(from), Math.abs(to));
      int exponent = (int) Math.floor(Math.log10(step) + MIN_RELATIVE_SPAN);
      if (size >= 1e6 || step < 1e-4) {
        int largest = (int) Math.floor(Math.log10(size));
        return value == 0 ? "0" : Numbers.scientific(value, Math.max(0, largest - exponent));
      }
      return Numbers.fixed(value, Math.max(0, -exponent));
    }
  }

  /** Equal steps from one power of ten to a later one. */
  record Powers(double from, double to) implements Scale {

    private static final int STEPS = 8;

    @Override
    public double position(double value) {
      return (Math.log10(Math.max(value, MIN_SIZE)) - from) / (to - from);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      double step = Math.max(1, Math.ceil((to - from) / STEPS));
      for (double power = from; power <= to; power += step) {
        double value = Math.pow(10, power);
        ticks.add(new Tick(value, Numbers.shortText(value)));
      }
      return ticks;
    }
  }
}
