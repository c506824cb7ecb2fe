package org.coherer.connector.row;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.column.TableColumn;
import org.coherer.connector.spark.TextNumbers;
import org.coherer.training.encoding.ValueCode;

/** Reads a category, of which its code is stored, and counts those of a partition if wanted. */
final class CategoryPart {

  /** In place of a number, of a category that was not counted: there were too many. */
  static final int UNCOUNTED = -1;

  /** In place of a number, where there is no value. */
  static final int MISSING = -2;

  private final TableColumn column;
  private final int ordinal;
  private final DataType type;
  private final boolean counted;
  private final ValueDictionary dictionary = new ValueDictionary();
  private final TextNumbers texts = new TextNumbers(text -> dictionary.numberOf((Object) text));
  private int number = MISSING;

  CategoryPart(TableColumn column, int ordinal, DataType type, boolean counted) {
    this.column = column;
    this.ordinal = ordinal;
    this.type = type;
    this.counted = counted;
  }

  /** Returns the code of a row's category; NaN if it is missing. */
  float read(SpecializedGetters row) {
    number = MISSING;
    if (row.isNullAt(ordinal)) {
      return Float.NaN;
    }
    if (column == TableColumn.TEXT) {
      if (counted) {
        number = texts.of(row, ordinal);
      }
      return ValueCode.ofText(TextNumbers.bytes(row, ordinal));
    }
    double value = numeric(row, ordinal, type);
    if (Double.isNaN(value)) {
      return Float.NaN;
    }
    if (counted) {
      number = dictionary.numberOf(value);
    }
    return ValueCode.ofNumber(value);
  }

  /** Returns a number, or 0 or 1 of a boolean. Zeros have no sign. */
  static double numeric(SpecializedGetters row, int ordinal, DataType type) {
    return type instanceof BooleanType
        ? row.getBoolean(ordinal) ? 1 : 0
        : InternalReader.number(row, ordinal, type) + 0.0;
  }

  /** Returns the number of the category that was read last, among those of the partition. */
  int number() {
    return number;
  }

  /** Returns the categories by their numbers. */
  List<Object> values() {
    return dictionary.values();
  }
}
