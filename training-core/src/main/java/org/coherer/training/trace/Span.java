package org.coherer.training.trace;

import java.util.Objects;

/**
 * A part of a step on one rank.
 *
 * @param phase what it was spent on
 * @param name which one, where there are several: that of a layer, the number of a bucket, the
 *     steps; else empty
 * @param start when it began, in nanoseconds since 1970 by the clock of the rank's host
 * @param nanos how long it took, in nanoseconds
 */
public record Span(Phase phase, String name, long start, long nanos) {

  /** Checks that none is missing, and the duration. */
  public Span {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(name, "name");
    if (nanos < 0) {
      throw new IllegalArgumentException(
          "Invalid duration " + nanos + " of a span (must be at least 0)");
    }
  }

  /** Returns when it ended, in nanoseconds since 1970. */
  public long end() {
    return start + nanos;
  }
}
