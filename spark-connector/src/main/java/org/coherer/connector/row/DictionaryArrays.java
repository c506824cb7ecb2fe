package org.coherer.connector.row;

import java.util.Arrays;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.FeatureKind;

/**
 * Arrays and vectors whose numbers are in a dictionary, which is how Parquet keeps those that
 * repeat: in a batch, every number of the dictionary is decoded once. Spark would decode it
 * wherever it stands.
 */
final class DictionaryArrays implements BatchFeatures {

  /** Numbers behind these are decoded wherever they stand. */
  private static final int MOST_KNOWN = 1 << 16;

  private final int ordinal;
  private final FeatureKind kind;
  private final Features features;
  private final float[] values;
  private float[] decoded = new float[1 << 8];

  /** In which batch each was decoded last. */
  private int[] decodedIn = new int[decoded.length];

  private int batches;
  private WritableColumnVector column;
  private WritableColumnVector arrays;
  private WritableColumnVector numbers;

  /**
   * Creates one.
   *
   * @param ordinal where the column is in a batch
   * @param kind vectors, or arrays of floats or doubles
   * @param features receives what is read
   */
  DictionaryArrays(int ordinal, FeatureKind kind, Features features) {
    this.ordinal = ordinal;
    this.kind = kind;
    this.features = features;
    this.values = new float[features.length()];
  }

  @Override
  public void show(ColumnarBatch batch) {
    batches++;
    numbers = null;
    if (batch.column(ordinal) instanceof WritableColumnVector found) {
      column = found;
      arrays = kind == FeatureKind.VECTOR ? found.getChild(InternalReader.VECTOR_VALUES) : found;
      WritableColumnVector candidate = arrays.getChild(0);
      numbers = candidate.hasDictionary() && !candidate.hasNull() ? candidate : null;
    }
  }

  @Override
  public boolean read(int line) {
    if (numbers == null
        || column.isNullAt(line)
        || arrays.isNullAt(line)
        || isSparse(line)
        || arrays.getArrayLength(line) != values.length) {
      return false;
    }
    int offset = arrays.getArrayOffset(line);
    int[] entries = numbers.getDictionaryIds().getInts(offset, values.length);
    for (int i = 0; i < values.length; i++) {
      int entry = entries[i];
      values[i] =
          entry < decodedIn.length && decodedIn[entry] == batches
              ? decoded[entry]
              : decode(entry, offset + i);
    }
    return features.takeFinite(values, 0);
  }

  private boolean isSparse(int line) {
    return kind == FeatureKind.VECTOR
        && column.getChild(InternalReader.VECTOR_TYPE).getByte(line) == InternalReader.SPARSE;
  }

  private float decode(int entry, int at) {
    float number =
        kind == FeatureKind.FLOAT_ARRAY ? numbers.getFloat(at) : (float) numbers.getDouble(at);
    if (entry < MOST_KNOWN) {
      if (entry >= decoded.length) {
        int length = Math.max(2 * decoded.length, Integer.highestOneBit(entry) << 1);
        decoded = Arrays.copyOf(decoded, length);
        decodedIn = Arrays.copyOf(decodedIn, length);
      }
      decoded[entry] = number;
      decodedIn[entry] = batches;
    }
    return number;
  }
}
