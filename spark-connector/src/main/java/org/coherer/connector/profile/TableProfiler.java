package org.coherer.connector.profile;

import java.util.Arrays;
import java.util.List;
import org.coherer.connector.column.TableColumn;
import org.coherer.connector.row.RowCategories;

/** Learns from the columns of a table, each by itself: a row may miss values. */
final class TableProfiler {

  private final TableColumn[] columns;
  private final MomentsBuilder[] numbers;
  private final long[][] categories;
  private final long[] missing;
  private final long[] uncounted;
  private final float[] number = new float[1];

  TableProfiler(List<TableColumn> table) {
    columns = table.toArray(new TableColumn[0]);
    numbers = new MomentsBuilder[columns.length];
    categories = new long[columns.length][];
    missing = new long[columns.length];
    uncounted = new long[columns.length];
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isCategory()) {
        categories[i] = new long[0];
      } else {
        numbers[i] = new MomentsBuilder(1);
      }
    }
  }

  /**
   * Adds a row.
   *
   * @param values its numbers, one behind the other
   * @param row its categories
   * @param weight what it weighs in the loss
   */
  void add(float[] values, RowCategories row, float weight) {
    int at = 0;
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isCategory()) {
        addCategory(row, i);
      } else {
        addNumber(values[at], i, weight);
      }
      at += columns[i].slots();
    }
  }

  private void addNumber(float value, int column, float weight) {
    if (Float.isNaN(value)) {
      missing[column]++;
    } else {
      number[0] = value;
      numbers[column].add(number, weight);
    }
  }

  private void addCategory(RowCategories row, int column) {
    int category = row.number(column);
    if (row.isMissing(column)) {
      missing[column]++;
    } else if (category < 0) {
      uncounted[column]++;
    } else {
      long[] rows = categories[column];
      if (category >= rows.length) {
        rows = Arrays.copyOf(rows, Math.max(category + 1, 2 * rows.length));
        categories[column] = rows;
      }
      rows[category]++;
    }
  }

  /** Returns what was learned. */
  TableSetProfile build() {
    Moments[] moments = new Moments[columns.length];
    for (int i = 0; i < columns.length; i++) {
      moments[i] = numbers[i] == null ? null : numbers[i].build();
    }
    return new TableSetProfile(moments, categories, missing, uncounted);
  }
}
