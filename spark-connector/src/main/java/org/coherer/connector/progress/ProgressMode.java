package org.coherer.connector.progress;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the progress of a fit is shown. */
enum ProgressMode {
  /** Where the user of the driver sees it. */
  AUTO,
  /** On standard error, as a line that is drawn over. */
  BAR,
  /** On standard error, in lines. */
  LINES,
  /** In the driver's log, at level INFO. */
  LOG,
  /** Nowhere. */
  NONE;

  /**
   * What a driver has to show progress on.
   *
   * @param logShown whether the console shows what is logged of progress
   * @param clientShows whether a client shows it to its user by itself
   * @param terminal whether standard error is a terminal
   * @param barsWanted whether nobody has switched Spark's own bar off
   */
  record Surroundings(
      boolean logShown, boolean clientShows, boolean terminal, boolean barsWanted) {}

  /**
   * Returns the mode that has a name.
   *
   * @throws IllegalArgumentException if none has it
   */
  static ProgressMode named(String name) {
    for (ProgressMode mode : values()) {
      if (mode.label().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "Unknown progress '"
            + name
            + "' (must be one of "
            + Arrays.stream(values()).map(ProgressMode::label).collect(Collectors.joining(", "))
            + ")");
  }

  /** Returns what {@code auto} comes to; any other mode itself. */
  ProgressMode in(Surroundings driver) {
    if (this != AUTO) {
      return this;
    }
    if (driver.logShown() || driver.clientShows()) {
      return LOG;
    }
    return driver.terminal() && driver.barsWanted() ? BAR : LINES;
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
