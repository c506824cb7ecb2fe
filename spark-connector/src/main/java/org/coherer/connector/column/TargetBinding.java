package org.coherer.connector.column;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.coherer.training.data.FeatureType;
import org.coherer.training.encoding.TargetEncoding;

/**
 * Which columns one output of a network is compared with, and in which type they come. Decided on
 * the driver.
 *
 * @param columns one column that has all values, or one for each; none where the target is the
 *     row's own input
 * @param kind the type in which they come: a vector, an array of floats or doubles, columns of
 *     numbers, or one of labels
 */
public record TargetBinding(List<String> columns, FeatureKind kind) implements Serializable {

  /** Copies the list. */
  public TargetBinding {
    columns = List.copyOf(columns);
    if (kind.recordType() != FeatureType.FLOAT32 || kind == FeatureKind.IDS) {
      throw new IllegalArgumentException(
          "Invalid target of kind " + kind + " (must be numbers, a vector or an array)");
    }
  }

  /** Binds nothing: the row's own input is the target. */
  public static TargetBinding none() {
    return new TargetBinding(List.of(), FeatureKind.COLUMNS);
  }

  /**
   * Binds one column: a number, or a vector or an array of several.
   *
   * @param param the Param that names the column, for messages
   * @throws IllegalArgumentException if the schema has no such column, or of a type that cannot be
   *     a target. The message names the column, what was found and what was expected
   */
  public static TargetBinding column(StructType schema, String column, String param) {
    DataType type = Columns.typeOf(schema, column, param);
    if (type instanceof NumericType) {
      return new TargetBinding(List.of(column), FeatureKind.COLUMNS);
    }
    FeatureKind kind = FeatureBinding.kindOf(type);
    if (kind == FeatureKind.VECTOR
        || kind == FeatureKind.FLOAT_ARRAY
        || kind == FeatureKind.DOUBLE_ARRAY) {
      return new TargetBinding(List.of(column), kind);
    }
    throw Columns.mistyped(
        column, type, "a numeric type, a vector, array<float> or array<double>", param);
  }

  /**
   * Binds a column of labels of which a row can have several: a vector or an array with a 0 or a 1
   * for each.
   *
   * @param param the Param that names the column, for messages
   * @throws IllegalArgumentException if the schema has no such column, or of another type. The
   *     message names the column, what was found and what was expected
   */
  public static TargetBinding labels(StructType schema, String column, String param) {
    DataType type = Columns.typeOf(schema, column, param);
    if (!isSeveral(type)) {
      throw Columns.mistyped(
          column, type, "a vector, or an array of a numeric type or boolean", param);
    }
    FeatureKind kind = FeatureBinding.kindOf(type);
    return new TargetBinding(List.of(column), kind == null ? FeatureKind.DOUBLE_ARRAY : kind);
  }

  /** Returns whether a column of a type has several labels: vectors, or arrays of them. */
  public static boolean isSeveral(DataType type) {
    return type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array
            && (array.elementType() instanceof NumericType
                || array.elementType() instanceof BooleanType));
  }

  /**
   * Binds a column of labels, whichever these are: each different one is a class.
   *
   * @param param the Param that names the column, for messages
   * @throws IllegalArgumentException if the schema has no such column, or of a type that cannot be
   *     a label. The message names the column, what was found and what was expected
   */
  public static TargetBinding label(StructType schema, String column, String param) {
    DataType type = Columns.typeOf(schema, column, param);
    if (!(type instanceof NumericType
        || type instanceof StringType
        || type instanceof BooleanType)) {
      throw Columns.mistyped(column, type, "a numeric type, string or boolean", param);
    }
    return new TargetBinding(List.of(column), FeatureKind.LABEL);
  }

  /**
   * Binds several columns of numbers.
   *
   * @param param the Param that names the columns, for messages
   * @throws IllegalArgumentException if one is missing or holds no numbers
   */
  public static TargetBinding columns(StructType schema, List<String> columns, String param) {
    if (columns.isEmpty()) {
      throw new InvalidParamException(param + " is empty (must name at least one column)", param);
    }
    columns.forEach(column -> Columns.checkNumeric(schema, column, param));
    return new TargetBinding(columns, FeatureKind.COLUMNS);
  }

  /**
   * Checks what can be known before a row is read: that the columns can hold what an output is
   * compared with.
   *
   * @throws IllegalArgumentException if they cannot
   */
  public void check(TargetEncoding target) {
    if (columns.isEmpty() != (target.labels() == 0)) {
      throw new IllegalArgumentException(
          columns.isEmpty()
              ? "Cannot train without a target: the output is compared with "
                  + target.labels()
                  + " values (name a column that has them)"
              : "Cannot compare the output with "
                  + label()
                  + ": its target is the network's input (name no column)");
    }
    if (target instanceof TargetEncoding.ClassIndex && kind != FeatureKind.COLUMNS) {
      throw new IllegalArgumentException(
          "Cannot take classes from "
              + label()
              + ", which holds several numbers (must be a numeric column, the index of the class)");
    }
    if (kind == FeatureKind.COLUMNS && columns.size() != target.labels()) {
      throw new IllegalArgumentException(
          "The target has "
              + columns.size()
              + (columns.size() == 1 ? " column (" : " columns (")
              + label()
              + "; must be "
              + target.labels()
              + ", or a vector or an array of as many values)");
    }
  }

  /** Returns how messages call the columns. */
  private String label() {
    return (columns.size() == 1 ? "column '" : "columns '") + String.join("', '", columns) + "'";
  }

  /** Returns what reads the columns in the same way. */
  public FeatureBinding asFeatures() {
    return new FeatureBinding(columns, kind, List.of());
  }
}
