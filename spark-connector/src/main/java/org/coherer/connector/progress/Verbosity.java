package org.coherer.connector.progress;

/** How much of a run is logged, from less to more; the number of a level is its place. */
enum Verbosity {
  /** Nothing. */
  SILENT,
  /** The start, every epoch and the end. */
  EPOCHS,
  /** The steps within epochs as well. */
  STEPS;

  /**
   * Returns the level of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Verbosity of(int number) {
    if (number < 0 || number >= values().length) {
      throw new IllegalArgumentException("Invalid verbosity " + number + " (must be 0, 1 or 2)");
    }
    return values()[number];
  }

  /** Returns whether a log of this level has what is of another level. */
  boolean includes(Verbosity other) {
    return compareTo(other) >= 0;
  }
}
