package org.coherer.connector.shard;

import java.io.Serializable;
import java.util.Arrays;
import org.coherer.connector.profile.PartitionProfile;

/**
 * What the driver has to know of a partition that was encoded.
 *
 * @param partition its number
 * @param training its rows of the training set
 * @param validation its rows of the validation set
 * @param invalid its rows and values that a network cannot take
 * @param profile what was learned of its rows
 */
record PartitionReport(
    int partition,
    SetCounts training,
    SetCounts validation,
    Invalid invalid,
    PartitionProfile profile)
    implements Serializable {

  /**
   * The rows of the training set or of the validation set.
   *
   * @param rows how many there are, by stratum
   * @param weighted whether one of them has a weight above 0
   * @param digest tells them from other rows; 0 if nobody asked for one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record SetCounts(long[] rows, boolean weighted, long digest) implements Serializable {

    boolean sameAs(SetCounts other) {
      return Arrays.equals(rows, other.rows)
          && weighted == other.weighted
          && digest == other.digest;
    }

    /** Returns the rows of all strata. */
    long total() {
      long sum = 0;
      for (long count : rows) {
        sum += count;
      }
      return sum;
    }
  }

  /**
   * Rows and values that a network cannot take.
   *
   * @param skipped rows that were skipped
   * @param zeroed missing values that were replaced
   * @param dropped ids that were dropped
   * @param first what was wrong first, with its row; {@code null} if nothing was
   * @param fails whether it fails the job; nothing of the partition follows
   */
  record Invalid(long skipped, long zeroed, long dropped, String first, boolean fails)
      implements Serializable {}

  /** Returns whether another reading of the partition has found the same rows, in any order. */
  boolean sameAs(PartitionReport other) {
    return training.sameAs(other.training)
        && validation.sameAs(other.validation)
        && invalid.equals(other.invalid);
  }

  /** Returns what was found, for messages. */
  String text() {
    return trainingRows()
        + " rows for training, "
        + validationRows()
        + " in the validation set, "
        + invalid.skipped()
        + " invalid";
  }

  long trainingRows() {
    return training.total();
  }

  long validationRows() {
    return validation.total();
  }
}
