package org.coherer.benchmarks.ingest;

import java.io.Serializable;

/**
 * What one worker measures.
 *
 * @param firstEpochEnd when its first epoch ended, in nanoseconds of this JVM's clock
 * @param laterEpochSeconds the mean of some later epochs
 * @param copySeconds a copy of as many bytes as the batches of an epoch have
 */
record ShardTimes(long firstEpochEnd, double laterEpochSeconds, double copySeconds)
    implements Serializable {}
