package org.coherer.connector.column;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.spark.ColumnNames;

/** Checks of a schema that say which column is wrong, what was found and what was expected. */
public final class Columns {

  private Columns() {}

  /**
   * Returns a column, found as {@link ColumnNames} says.
   *
   * @param param the Param that names the column, for the message
   * @throws IllegalArgumentException if the schema has no such column, or several. The message
   *     lists those that it has
   */
  public static StructField find(StructType schema, String column, String param) {
    return InvalidParamException.naming(param, () -> ColumnNames.find(schema, column))
        .orElseThrow(() -> missing(schema, column, param));
  }

  /** Returns the type of a column; see {@link #find}. */
  public static DataType typeOf(StructType schema, String column, String param) {
    return find(schema, column, param).dataType();
  }

  /**
   * Returns whether there is such a column, and it has a type that is wanted. One that is missing,
   * or could be several, is refused where columns are checked.
   */
  public static boolean isOfType(StructType schema, String column, Predicate<DataType> wanted) {
    try {
      return ColumnNames.find(schema, column).map(StructField::dataType).filter(wanted).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static InvalidParamException missing(StructType schema, String column, String param) {
    String found =
        Arrays.stream(schema.fieldNames())
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return new InvalidParamException(
        "Column '" + column + "' does not exist (found: " + found + "; set " + param + ")", param);
  }

  /**
   * Checks that a column holds numbers.
   *
   * @throws IllegalArgumentException if it is missing or not numeric
   */
  public static void checkNumeric(StructType schema, String column, String param) {
    DataType type = typeOf(schema, column, param);
    if (!(type instanceof NumericType)) {
      throw mistyped(column, type, "a numeric type", param);
    }
  }

  /** Returns the exception that says what type a column has, and which it should have. */
  static InvalidParamException mistyped(
      String column, DataType found, String expected, String param) {
    String name = found.equals(SQLDataTypes.VectorType()) ? "vector" : found.simpleString();
    return new InvalidParamException(
        "Column '" + column + "' has type " + name + " (expected " + expected + ")", param);
  }
}
