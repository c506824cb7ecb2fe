package org.coherer.training.transport;

import java.util.Locale;

/** The kinds of links over which two ranks can exchange vectors, the fastest first. */
public enum LinkKind {
  /** Both are threads of one Java virtual machine and read each other's vectors. */
  LOCAL,
  /** Both are processes of one machine and share a memory-mapped segment. */
  SHM,
  /** A TCP connection; always available. */
  TCP;

  /** Returns the name in settings and messages, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind of this name.
   *
   * @throws IllegalArgumentException if there is none. The message lists the known names
   */
  public static LinkKind named(String name) {
    for (LinkKind kind : values()) {
      if (kind.text().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Unknown transport '" + name + "' (must be one of local, shm, tcp)");
  }
}
