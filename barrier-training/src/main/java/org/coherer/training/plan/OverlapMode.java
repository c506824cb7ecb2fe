package org.coherer.training.plan;

import java.util.Locale;

/** Whether gradients travel while the backward pass still computes others. */
public enum OverlapMode {
  /** Where it pays: not on one machine without processors to spare. */
  AUTO,
  /** Always. */
  ON,
  /** Never: one exchange after the pass. */
  OFF;

  /** Returns the name that users know it by, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the mode of this name.
   *
   * @throws IllegalArgumentException if there is none. The message lists those there are
   */
  public static OverlapMode named(String name) {
    for (OverlapMode mode : values()) {
      if (mode.text().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "Unknown overlap '" + name + "' (must be one of auto, on, off)");
  }
}
