package org.coherer.connector.spark;

import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * A column of arrays or dense ML vectors in a column batch whose numbers are entries of a
 * dictionary.
 *
 * <p>Why: the public {@code ColumnVector} does not show dictionaries; {@code WritableColumnVector},
 * which Spark's own readers fill, has since Spark 2.3.
 */
public final class DictionaryColumn {

  private final WritableColumnVector column;
  private final WritableColumnVector types;
  private final WritableColumnVector arrays;
  private final WritableColumnVector numbers;

  private DictionaryColumn(
      WritableColumnVector column, WritableColumnVector types, WritableColumnVector arrays) {
    this.column = column;
    this.types = types;
    this.arrays = arrays;
    this.numbers = arrays.getChild(0);
  }

  /** Returns a column of arrays; null if its numbers are in no dictionary, or some are missing. */
  public static DictionaryColumn ofArrays(ColumnVector column) {
    return column instanceof WritableColumnVector arrays
        ? new DictionaryColumn(arrays, null, arrays).orNull()
        : null;
  }

  /** Returns a column of vectors; null if its numbers are in no dictionary, or some are missing. */
  public static DictionaryColumn ofVectors(ColumnVector column) {
    return column instanceof WritableColumnVector vectors
        ? new DictionaryColumn(
                vectors, vectors.getChild(VectorLayout.TYPE), vectors.getChild(VectorLayout.VALUES))
            .orNull()
        : null;
  }

  private DictionaryColumn orNull() {
    return numbers.hasDictionary() && !numbers.hasNull() ? this : null;
  }

  /** Returns whether a row has an array or a dense vector of so many numbers. */
  public boolean has(int row, int length) {
    return !column.isNullAt(row)
        && !arrays.isNullAt(row)
        && !isSparse(row)
        && arrays.getArrayLength(row) == length;
  }

  private boolean isSparse(int row) {
    return types != null && types.getByte(row) == VectorLayout.SPARSE;
  }

  /** Returns the place of a row's first number. */
  public int offset(int row) {
    return arrays.getArrayOffset(row);
  }

  /** Returns the entries in the dictionary of the numbers from a place on. */
  public int[] entries(int place, int count) {
    return numbers.getDictionaryIds().getInts(place, count);
  }

  /** Decodes the number at a place of a column of floats. */
  public float floatAt(int place) {
    return numbers.getFloat(place);
  }

  /** Decodes the number at a place of a column of doubles. */
  public double doubleAt(int place) {
    return numbers.getDouble(place);
  }
}
