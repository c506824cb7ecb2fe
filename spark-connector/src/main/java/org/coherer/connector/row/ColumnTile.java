package org.coherer.connector.row;

import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Some rows of a column batch as rows of floats: each column is read once for all of them, instead
 * of each row across all columns. Rows must come in order.
 */
final class ColumnTile implements BatchFeatures {

  /** About as many as fit the cache of a core, beside the columns that they come from. */
  private static final int MOST_FLOATS = 1 << 15;

  private static final int LEAST_ROWS = 16;

  private final int[] ordinals;
  private final DataType[] types;
  private final Features features;
  private final float[] values;
  private final int capacity;
  private ColumnarBatch batch;
  private int first;
  private int end;

  /**
   * Creates a column tile.
   *
   * @param ordinals where the columns are in a batch
   * @param types their types
   * @param features receives what is read
   */
  ColumnTile(int[] ordinals, DataType[] types, Features features) {
    this.ordinals = ordinals;
    this.types = types;
    this.features = features;
    this.capacity = Math.max(LEAST_ROWS, MOST_FLOATS / ordinals.length);
    this.values = new float[capacity * ordinals.length];
  }

  @Override
  public void show(ColumnarBatch newBatch) {
    first = 0;
    end = 0;
    batch = canRead(newBatch) ? newBatch : null;
  }

  private boolean canRead(ColumnarBatch candidate) {
    for (int i = 0; i < ordinals.length; i++) {
      if (candidate.column(ordinals[i]).hasNull() || !isPrimitive(types[i])) {
        return false;
      }
    }
    return ordinals.length == features.length();
  }

  private static boolean isPrimitive(DataType type) {
    return type instanceof FloatType
        || type instanceof DoubleType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  /** Values that are missing, or no finite floats, need a closer look. */
  @Override
  public boolean read(int row) {
    if (batch == null) {
      return false;
    }
    if (row >= end) {
      fill(row);
    }
    return features.takeFinite(values, (row - first) * ordinals.length);
  }

  private void fill(int row) {
    first = row;
    end = Math.min(row + capacity, batch.numRows());
    for (int i = 0; i < ordinals.length; i++) {
      fillColumn(batch.column(ordinals[i]), types[i], i);
    }
  }

  private void fillColumn(ColumnVector column, DataType type, int at) {
    int count = end - first;
    int width = ordinals.length;
    if (type instanceof FloatType) {
      float[] from = column.getFloats(first, count);
      for (int i = 0; i < count; i++) {
        values[i * width + at] = from[i];
      }
    } else if (type instanceof DoubleType) {
      double[] from = column.getDoubles(first, count);
      for (int i = 0; i < count; i++) {
        values[i * width + at] = (float) from[i];
      }
    } else if (type instanceof IntegerType) {
      int[] from = column.getInts(first, count);
      for (int i = 0; i < count; i++) {
        values[i * width + at] = from[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        values[i * width + at] = narrowed(column, type, first + i);
      }
    }
  }

  /** A long becomes a double first, as where rows are read one by one: the same bits. */
  private static float narrowed(ColumnVector column, DataType type, int row) {
    if (type instanceof LongType) {
      return (float) (double) column.getLong(row);
    }
    return type instanceof ShortType ? column.getShort(row) : column.getByte(row);
  }
}
