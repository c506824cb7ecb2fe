package org.coherer.benchmarks.ranks;

import java.util.Arrays;
import java.util.Locale;

/** The ways in which two ranks may be connected. */
public enum TransportKind {
  /** Sockets; ranks are processes. */
  TCP,
  /** Shared memory; ranks are processes of one machine. */
  SHM,
  /** Memory; ranks are threads of one process. */
  LOCAL;

  /** Returns what command lines and result lines call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether this many ranks are threads of one process. */
  public boolean oneProcess() {
    return this == LOCAL;
  }

  /** Returns the kind of a label. */
  public static TransportKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown transport '" + label + "' (must be tcp, shm or local)"));
  }
}
