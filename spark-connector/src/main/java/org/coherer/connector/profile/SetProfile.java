package org.coherer.connector.profile;

import java.io.Serializable;

/**
 * What was learned from the rows of the training set, or of the validation set, of one partition.
 *
 * @param features the moments of the features; {@code null} if they were not wanted
 * @param targets those of the targets; {@code null} if they were not wanted
 * @param table what was learned of the columns of a table; {@code null} if there is none
 * @param sample some rows, for quantiles; {@code null} if they were not wanted
 * @param labelRows the rows by the number of their label; may end early, or in zeros
 * @param labelWeights the sums of their weights
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SetProfile(
    Moments features,
    Moments targets,
    TableSetProfile table,
    RowSample sample,
    long[] labelRows,
    double[] labelWeights)
    implements Serializable {

  /** Returns the rows with a label. */
  long rowsOf(int number) {
    return number < labelRows.length ? labelRows[number] : 0;
  }

  /** Returns what the rows with a label weigh together. */
  double weightOf(int number) {
    return number < labelWeights.length ? labelWeights[number] : 0;
  }
}
