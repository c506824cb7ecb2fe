package org.coherer.training.embedding;

/** Checks of numbers that users choose. */
final class Checks {

  private Checks() {}

  static void within(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw invalid(what, value, "must be from " + least + " to " + most);
    }
  }

  /** Requires a finite number that is at least 0. */
  static void notNegative(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw invalid(what, value, "must be finite and at least 0");
    }
  }

  /** Requires a finite number that is greater than 0. */
  static void positive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw invalid(what, value, "must be finite and greater than 0");
    }
  }

  static void present(String what, Object value) {
    if (value == null) {
      throw invalid(what, null, "must not be null");
    }
  }

  static IllegalArgumentException invalid(String what, Object value, String constraint) {
    return new IllegalArgumentException("Invalid " + what + " " + value + " (" + constraint + ")");
  }
}
