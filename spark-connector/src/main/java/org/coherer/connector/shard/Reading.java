package org.coherer.connector.shard;

import java.io.Serializable;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.profile.Profiling;

/**
 * How rows are read.
 *
 * @param invalid what becomes of rows that a network cannot take
 * @param profiling what is learned of them on the way
 * @param digested whether a digest tells them from other rows
 */
public record Reading(InvalidPolicy invalid, Profiling profiling, boolean digested)
    implements Serializable {

  /** Creates a reading without a digest. */
  public Reading(InvalidPolicy invalid, Profiling profiling) {
    this(invalid, profiling, false);
  }
}
