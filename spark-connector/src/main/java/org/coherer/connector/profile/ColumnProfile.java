package org.coherer.connector.profile;

import java.util.List;

/** What was learned from all values that a column of a table has in the training set. */
public sealed interface ColumnProfile {

  /** Returns the rows without a value. */
  long missing();

  /**
   * A column of numbers or dates.
   *
   * @param moments those of its values; of days, if it holds dates
   */
  record OfNumbers(Moments moments, long missing) implements ColumnProfile {}

  /**
   * A column of categories.
   *
   * @param categories the categories, the most frequent first; equally frequent ones in their order
   * @param rows the rows with each
   * @param uncounted whether there are more than could be counted
   */
  record OfCategories(List<Object> categories, List<Long> rows, long missing, boolean uncounted)
      implements ColumnProfile {

    /** Copies the lists. */
    public OfCategories {
      categories = List.copyOf(categories);
      rows = List.copyOf(rows);
    }
  }
}
