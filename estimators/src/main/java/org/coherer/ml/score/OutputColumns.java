package org.coherer.ml.score;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.InvalidParamException;

/**
 * The columns that a model adds to each row, made of what enters and what leaves its network. One
 * whose name is empty is omitted.
 */
public interface OutputColumns extends Serializable {

  /**
   * Returns the schema with the columns at its end.
   *
   * @throws IllegalArgumentException if it has a column of one of the names already
   */
  StructType appendTo(StructType schema);

  /** Returns how many columns are added. */
  int count();

  /**
   * Puts the values of one row into its cells.
   *
   * @param inputs what has entered the network; not kept
   * @param outputs what has left it; not kept
   * @param at the cell of the first column
   */
  void fill(float[] inputs, float[] outputs, Object[] cells, int at);

  /** Returns 1 for a column that is there, and 0 for one that is omitted. */
  static int countOf(String name) {
    return name.isEmpty() ? 0 : 1;
  }

  /**
   * Returns the schema with one column at its end, unless its name is empty.
   *
   * @param param the Param that names it
   */
  static StructType append(
      StructType schema, String name, DataType type, Metadata metadata, String param) {
    if (name.isEmpty()) {
      return schema;
    }
    for (String existing : schema.fieldNames()) {
      if (existing.equals(name)) {
        throw new InvalidParamException(
            "Column '" + name + "' already exists (drop it, or set " + param + " to another name)",
            param);
      }
    }
    return schema.add(name, type, false, metadata);
  }

  /** Returns a part of the values as a vector. */
  static Vector vector(float[] values, int from, int length) {
    double[] copied = new double[length];
    for (int i = 0; i < length; i++) {
      copied[i] = values[from + i];
    }
    return new DenseVector(copied);
  }
}
