package org.coherer.ml;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.data.Columns;

/** Columns as evaluations want them. */
final class EvaluatedRows {

  private EvaluatedRows() {}

  /** Returns a name for a column that no DataFrame has. */
  static String fresh(String what) {
    return what + "_" + UUID.randomUUID();
  }

  /**
   * Returns a column as doubles, null where it is null.
   *
   * @param param the Param that names it, for the message
   * @throws IllegalArgumentException if it is missing or not numeric
   */
  static Column number(StructType schema, String name, String param) {
    Columns.checkNumeric(schema, name, param);
    return column(name).cast("double");
  }

  /** Returns a column whatever its name looks like. */
  static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /**
   * Returns the targets that a column, or several, hold as columns of doubles.
   *
   * @param names one column of numbers for each target, or one with all: a number, vector or array
   * @throws IllegalArgumentException if one is missing, or of another type
   */
  static List<Column> targets(StructType schema, List<String> names, int targets) {
    if (names.size() == 1) {
      DataType type = Columns.typeOf(schema, names.get(0), "labelCol");
      if (type.equals(SQLDataTypes.VectorType())) {
        return elements(functions.vector_to_array(column(names.get(0)), "float64"), targets);
      }
      if (type instanceof ArrayType) {
        return elements(column(names.get(0)), targets);
      }
    }
    if (names.size() != targets) {
      throw new IllegalArgumentException(
          "Cannot compare "
              + targets
              + " predictions with "
              + names.size()
              + " columns (must be one for each, or one column with a vector or an array)");
    }
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(number(schema, name, "labelCol")));
    return columns;
  }

  /** Returns the elements of a column of arrays; null where it has fewer. */
  static List<Column> elements(Column array, int count) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(
          org.apache
              .spark
              .sql
              .functions
              .get(array, org.apache.spark.sql.functions.lit(i))
              .cast("double"));
    }
    return columns;
  }

  /** Returns what targets are called: as their columns are, numbered if one column has several. */
  static List<String> names(List<String> columns, int targets) {
    if (columns.size() == targets) {
      return columns;
    }
    List<String> names = new ArrayList<>(Collections.nCopies(targets, columns.get(0)));
    for (int i = 0; i < targets; i++) {
      names.set(i, names.get(i) + "[" + i + "]");
    }
    return names;
  }

  /** Returns the columns of two lists. */
  static Column[] concat(List<Column> first, List<Column> second) {
    Column[] all = Arrays.copyOf(first.toArray(Column[]::new), first.size() + second.size());
    for (int i = 0; i < second.size(); i++) {
      all[first.size() + i] = second.get(i);
    }
    return all;
  }
}
