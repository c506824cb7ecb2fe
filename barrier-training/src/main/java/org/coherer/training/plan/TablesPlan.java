package org.coherer.training.plan;

import java.io.Serializable;
import java.time.Duration;

/**
 * How servers hold embedding tables, and how often they write them.
 *
 * @param memoryBytes the most memory off the heap that all tables of a server may take
 * @param leastInterval the least time between two snapshots within an epoch; it is longer where a
 *     snapshot takes long
 */
public record TablesPlan(long memoryBytes, Duration leastInterval) implements Serializable {

  /** As much memory as the Java runtime allows, and a minute at least. */
  public static final TablesPlan DEFAULT = new TablesPlan(Long.MAX_VALUE, Duration.ofMinutes(1));

  /** Checks the numbers. */
  public TablesPlan {
    if (memoryBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid memory of embedding tables " + memoryBytes + " (must be at least 1 byte)");
    }
    if (leastInterval.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid interval of snapshots " + leastInterval + " (must not be negative)");
    }
  }
}
