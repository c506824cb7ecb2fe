package org.coherer.connector.shard;

import java.io.Serializable;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.profile.Profiling;

/**
 * How rows are read.
 *
 * @param invalid what becomes of rows that a network cannot take
 * @param profiling what is learned of them on the way
 */
public record Reading(InvalidPolicy invalid, Profiling profiling) implements Serializable {}
