package org.coherer.connector.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/**
 * Reads the features of a row, in whichever representation they come, into floats.
 *
 * @param column the name of the column, for messages
 * @param length the values that the network takes
 */
public record FeatureReader(String column, int length) implements Serializable {

  /**
   * Writes the features of a row to the start of {@code into}.
   *
   * @param index the column's position in the row
   * @throws InvalidRowException if the value is null, has another length, or holds a value that is
   *     not a finite float
   */
  public void read(Row row, int index, float[] into) {
    if (row.isNullAt(index)) {
      throw new InvalidRowException("Invalid null in column '" + column + "' (must be a value)");
    }
    Object value = row.get(index);
    if (value instanceof Vector vector) {
      read(vector, into);
    } else if (value instanceof float[] floats) {
      read(floats, into);
    } else if (value instanceof double[] doubles) {
      read(Vectors.dense(doubles), into);
    } else if (value instanceof List<?> list) {
      read(list, into);
    } else {
      read(row.getList(index), into);
    }
  }

  /**
   * Writes the values of a vector to the start of {@code into}.
   *
   * @throws InvalidRowException as {@link #read(Row, int, float[])}
   */
  public void read(Vector vector, float[] into) {
    checkLength(vector.size());
    if (vector instanceof SparseVector sparse) {
      Arrays.fill(into, 0, length, 0f);
      int[] indices = sparse.indices();
      double[] values = sparse.values();
      for (int i = 0; i < indices.length; i++) {
        into[indices[i]] = finite(values[i], indices[i]);
      }
    } else {
      double[] values = ((DenseVector) vector).values();
      for (int i = 0; i < length; i++) {
        into[i] = finite(values[i], i);
      }
    }
  }

  /**
   * Arrays and lists of Java come straight from a user's function that made the rows: Spark passes
   * them on as they are where no operator lies between.
   */
  private void read(float[] values, float[] into) {
    checkLength(values.length);
    for (int i = 0; i < length; i++) {
      into[i] = finite(values[i], i);
    }
  }

  private void read(List<?> values, float[] into) {
    checkLength(values.size());
    int i = 0;
    for (Object value : values) {
      if (value == null) {
        throw new InvalidRowException(
            "Invalid null at index " + i + " in column '" + column + "' (must be a value)");
      }
      into[i] = finite(((Number) value).doubleValue(), i);
      i++;
    }
  }

  private void checkLength(int found) {
    if (found != length) {
      throw new InvalidRowException(
          "Invalid features of "
              + found
              + " values in column '"
              + column
              + "' (the network takes "
              + length
              + ")");
    }
  }

  /** A double beyond the range of a float would become infinite silently. */
  private float finite(double value, int index) {
    float narrowed = (float) value;
    if (!Float.isFinite(narrowed)) {
      throw new InvalidRowException(
          "Invalid value "
              + value
              + " at index "
              + index
              + " in column '"
              + column
              + "' (must be a finite 32-bit number)");
    }
    return narrowed;
  }
}
