package org.coherer.ml.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.spark.AddedColumn;
import org.coherer.connector.spark.AddedValues;
import org.coherer.connector.spark.ColumnNames;

/**
 * The columns that a model adds to each row, made of what enters and what leaves its network. One
 * whose name is empty is omitted.
 */
public interface OutputColumns extends Serializable {

  /** Returns all columns, those that are omitted too. */
  List<OutputColumn> all();

  /**
   * Puts the values of one row into the columns that are not omitted.
   *
   * @param inputs what has entered the network; not kept, and anything unless {@link #needInputs}
   * @param outputs what has left it; not kept
   */
  void fill(float[] inputs, float[] outputs, AddedValues into);

  /** Returns whether a value is made of what has entered the network. */
  default boolean needInputs() {
    return false;
  }

  /** Returns the columns that are added. */
  default List<AddedColumn> added() {
    return all().stream().filter(output -> !output.isOmitted()).map(OutputColumn::column).toList();
  }

  /**
   * Returns the schema with the columns that are added: at its end, or in the place of one whose
   * name Spark takes for the same though it is written otherwise, as {@code withColumn} does.
   *
   * @throws IllegalArgumentException if it has a column of just one of the names, or two of these
   *     have the same
   */
  default StructType appendTo(StructType schema) {
    List<StructField> fields = new ArrayList<>(List.of(schema.fields()));
    List<String> before = new ArrayList<>();
    for (OutputColumn output : all().stream().filter(one -> !one.isOmitted()).toList()) {
      AddedColumn column = output.column();
      boolean twice = before.stream().anyMatch(other -> ColumnNames.same(other, column.name()));
      if (twice || List.of(schema.fieldNames()).contains(column.name())) {
        throw exists(column.name(), output.param());
      }
      before.add(column.name());
      replaceOrAdd(fields, new StructField(column.name(), column.type(), false, column.metadata()));
    }
    return new StructType(fields.toArray(new StructField[0]));
  }

  /** Returns what to throw if there is a column of just the name that a Param has. */
  static InvalidParamException exists(String name, String param) {
    return new InvalidParamException(
        "Column '" + name + "' already exists (drop it, or set " + param + " to another name)",
        param);
  }

  /** Adds a column as {@code withColumn} does. */
  static void replaceOrAdd(List<StructField> fields, StructField added) {
    boolean replaced = false;
    for (int i = 0; i < fields.size(); i++) {
      if (ColumnNames.same(fields.get(i).name(), added.name())) {
        fields.set(i, added);
        replaced = true;
      }
    }
    if (!replaced) {
      fields.add(added);
    }
  }
}
