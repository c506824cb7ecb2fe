package org.coherer.connector.shard;

import java.io.Serializable;

/**
 * What the driver has to know of a partition that was encoded.
 *
 * @param partition its number
 * @param training rows to train on, by stratum
 * @param validation rows to be measured on, by stratum
 * @param trainable whether one of the former has a weight above 0
 * @param measurable whether one of the latter has
 * @param leftOut rows that were left out
 * @param missing values that were taken for 0
 * @param firstInvalid what was wrong first, with its row; {@code null} if nothing was
 * @param failed whether that ends it all; nothing of the partition follows
 */
@SuppressWarnings("ArrayRecordComponent") // a report is moved, never compared
record PartitionReport(
    int partition,
    long[] training,
    long[] validation,
    boolean trainable,
    boolean measurable,
    long leftOut,
    long missing,
    String firstInvalid,
    boolean failed)
    implements Serializable {

  long trainingRows() {
    return sum(training);
  }

  long validationRows() {
    return sum(validation);
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
