package org.coherer.training.augmentation;

/** Checks of numbers that users choose. */
final class Checks {

  private Checks() {}

  /** Requires a number above a bound, and at most another one. */
  static void above(String what, double value, double bound, double most) {
    if (!(value > bound && value <= most)) {
      throw invalid(what, value, "must be above " + shown(bound) + " and at most " + shown(most));
    }
  }

  /** Requires a number within bounds. */
  static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw invalid(what, value, "must be from " + shown(least) + " to " + shown(most));
    }
  }

  /** Requires a number that a float can hold. */
  static void finite(String what, double value) {
    if (!Float.isFinite((float) value)) {
      throw invalid(what, value, "must be a finite number");
    }
  }

  /** Returns a number without a fraction where it has none. */
  static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static IllegalArgumentException invalid(String what, double value, String constraint) {
    return new IllegalArgumentException(
        "Invalid " + what + " " + shown(value) + " (" + constraint + ")");
  }
}
