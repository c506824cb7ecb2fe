package org.coherer.connector.column;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.ColumnEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.encoding.TimeEncoding;

/** What a column of a table holds, as far as its encoding is concerned. */
public enum TableColumn implements Serializable {
  /** Numbers, or booleans, which are 0 and 1. */
  NUMBER("a numeric type or boolean"),
  /** Days. */
  DATE("date"),
  /** Points in time. */
  TIMESTAMP("timestamp"),
  /** Texts that name categories. */
  TEXT("string"),
  /** Numbers or booleans that name categories. */
  NUMBERED("a numeric type or boolean");

  private final String expected;

  TableColumn(String expected) {
    this.expected = expected;
  }

  /** Returns how many numbers such a column has in a record. */
  public int slots() {
    return this == TIMESTAMP ? 2 : 1;
  }

  /** Returns whether values are categories. */
  public boolean isCategory() {
    return this == TEXT || this == NUMBERED;
  }

  /** Returns what values of an encoding are. */
  public static TableColumn of(ColumnEncoding encoding) {
    if (encoding instanceof NumberEncoding) {
      return NUMBER;
    }
    if (encoding instanceof TimeEncoding time) {
      return time.timeOfDay() ? TIMESTAMP : DATE;
    }
    return ((CategoryEncoding) encoding).type() == CategoryEncoding.Type.TEXT ? TEXT : NUMBERED;
  }

  /** Returns what a column of a type holds; {@code null} if a table cannot have it. */
  static TableColumn of(DataType type, boolean categories) {
    if (type instanceof NumericType || type instanceof BooleanType) {
      return categories ? NUMBERED : NUMBER;
    }
    if (type instanceof StringType) {
      return TEXT;
    }
    Map<DataType, TableColumn> times =
        Map.of(
            DataTypes.DateType, DATE,
            DataTypes.TimestampType, TIMESTAMP,
            DataTypes.TimestampNTZType, TIMESTAMP);
    return categories ? null : times.get(type);
  }

  /** Returns whether a column of a type holds such values. */
  boolean takes(DataType type) {
    return switch (this) {
      case NUMBER, NUMBERED -> type instanceof NumericType || type instanceof BooleanType;
      case DATE -> type instanceof DateType;
      case TIMESTAMP -> type instanceof TimestampType || type instanceof TimestampNTZType;
      case TEXT -> type instanceof StringType;
    };
  }

  /** Returns the types that it can be read from, for messages. */
  String expected() {
    return expected;
  }
}
