package org.coherer.connector.row;

import java.util.Arrays;
import java.util.List;

/** The categories in the columns of a table: those of the row that was read last, and all. */
public final class RowCategories {

  /** More categories than this in a column are as good as one for each row. */
  public static final int MOST = ValueDictionary.MOST_VALUES;

  private final CategoryPart[] parts;

  /**
   * Creates them.
   *
   * @param parts one for each column; {@code null} for one that has no categories
   */
  RowCategories(CategoryPart[] parts) {
    this.parts = parts;
  }

  /**
   * Returns the number of the row's category in a column, among those of the partition; negative if
   * it is missing, or there are too many.
   */
  public int number(int column) {
    return parts[column].number();
  }

  /** Returns whether the row has no category in a column. */
  public boolean isMissing(int column) {
    return parts[column].number() == CategoryPart.MISSING;
  }

  /** Returns the categories of each column by their numbers; none of one that has no categories. */
  public List<List<Object>> values() {
    return Arrays.stream(parts)
        .map(part -> part == null ? List.of() : List.copyOf(part.values()))
        .toList();
  }
}
