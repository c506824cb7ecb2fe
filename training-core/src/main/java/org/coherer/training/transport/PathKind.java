package org.coherer.training.transport;

import java.util.Locale;

/** The ways on which two ranks can exchange vectors, the fastest first. */
public enum PathKind {
  /** Both are threads of one Java virtual machine and read each other's vectors. */
  LOCAL,
  /** Both are on one machine and have a memory-mapped segment in common. */
  SHM,
  /** A TCP connection. Always possible. */
  TCP;

  /** Returns the name that users know it by, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind of this name.
   *
   * @throws IllegalArgumentException if there is none. The message lists those there are
   */
  public static PathKind named(String name) {
    for (PathKind kind : values()) {
      if (kind.text().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Unknown transport '" + name + "' (must be one of local, shm, tcp)");
  }
}
