package org.coherer.connector.row;

import java.util.Arrays;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.spark.DictionaryColumn;

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

  /** Null if the numbers of the batch are in no dictionary. */
  private DictionaryColumn column;

  /**
   * Creates a dictionary arrays.
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
    ColumnVector found = batch.column(ordinal);
    column =
        kind == FeatureKind.VECTOR
            ? DictionaryColumn.ofVectors(found)
            : DictionaryColumn.ofArrays(found);
  }

  @Override
  public boolean read(int row) {
    if (column == null || !column.has(row, values.length)) {
      return false;
    }
    int offset = column.offset(row);
    int[] entries = column.entries(offset, values.length);
    for (int i = 0; i < values.length; i++) {
      int entry = entries[i];
      values[i] =
          entry < decodedIn.length && decodedIn[entry] == batches
              ? decoded[entry]
              : decode(entry, offset + i);
    }
    return features.takeFinite(values, 0);
  }

  private float decode(int entry, int at) {
    float number =
        kind == FeatureKind.FLOAT_ARRAY ? column.floatAt(at) : (float) column.doubleAt(at);
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
