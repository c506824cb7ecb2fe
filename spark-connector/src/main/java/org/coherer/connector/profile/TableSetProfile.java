package org.coherer.connector.profile;

import java.io.Serializable;

/**
 * What was learned from the columns of a table, in the rows of the training set, or of the
 * validation set, of one partition.
 *
 * @param numbers the moments of each column; {@code null} for one of categories
 * @param categories the rows by the number of their category, of each column; may end early, or in
 *     zeros; {@code null} for one of numbers
 * @param missing the rows without a value, of each column
 * @param uncounted the rows whose categories were not counted, for there are too many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TableSetProfile(
    Moments[] numbers, long[][] categories, long[] missing, long[] uncounted)
    implements Serializable {

  /** Returns the rows with a category of a column. */
  long rowsOf(int column, int category) {
    return category < categories[column].length ? categories[column][category] : 0;
  }
}
