package org.coherer.connector.row;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Reads several inputs of a network, one after the other, and puts them behind each other, in the
 * form that is the smallest.
 */
final class JoinedReader implements RowReader {

  private final RowReader[] readers;
  private final Features[] parts;
  private final int featureParts;
  private final Features joined;

  /**
   * Creates a joined reader.
   *
   * @param readers one for each input
   * @param parts what these read into
   * @param featureParts how many of them are features; the others are ids
   * @param joined receives all of a row
   */
  JoinedReader(RowReader[] readers, Features[] parts, int featureParts, Features joined) {
    this.readers = readers;
    this.parts = parts;
    this.featureParts = featureParts;
    this.joined = joined;
  }

  @Override
  public void expect(ColumnarBatch batch) {
    for (RowReader reader : readers) {
      reader.expect(batch);
    }
  }

  @Override
  public void read(SpecializedGetters row) {
    for (RowReader reader : readers) {
      reader.read(row);
    }
    join();
  }

  private void join() {
    long missing = 0;
    long dropped = 0;
    boolean bytes = true;
    for (Features part : parts) {
      missing += part.missing();
      dropped += part.droppedIds();
      bytes &= part.form() == Features.Form.BYTES;
    }
    boolean sparseFeatures = isSparse(featureParts);
    if (bytes) {
      joined.begin(Features.Form.BYTES, 0, false, missing, dropped);
      copyBytes();
    } else if (isSparse(parts.length)) {
      joined.begin(Features.Form.SPARSE, copySparse(), sparseFeatures, missing, dropped);
    } else {
      joined.begin(Features.Form.FLOATS, 0, sparseFeatures, missing, dropped);
      copyFloats();
    }
  }

  /** Returns whether the first so many parts take less space if their zeros are omitted. */
  private boolean isSparse(int count) {
    long stored = 0;
    long length = 0;
    boolean sparse = false;
    for (int i = 0; i < count; i++) {
      stored += storedOf(parts[i]);
      length += parts[i].length();
      sparse |= parts[i].form() == Features.Form.SPARSE;
    }
    return sparse && 2 * stored < length;
  }

  private static int storedOf(Features part) {
    return part.form() == Features.Form.SPARSE ? part.count() : part.length();
  }

  private void copyBytes() {
    int at = 0;
    for (Features part : parts) {
      System.arraycopy(part.bytes(), 0, joined.bytes(), at, part.length());
      at += part.length();
    }
  }

  private void copyFloats() {
    int at = 0;
    for (Features part : parts) {
      part.copyTo(joined.floats(), at);
      at += part.length();
    }
  }

  /** Copies what is not zero; returns how much that is. */
  private int copySparse() {
    int count = 0;
    int at = 0;
    for (Features part : parts) {
      boolean sparse = part.form() == Features.Form.SPARSE;
      boolean bytes = part.form() == Features.Form.BYTES;
      for (int i = 0; i < storedOf(part); i++) {
        float value = bytes ? part.bytes()[i] & 0xff : part.floats()[i];
        if (value != 0f) {
          joined.indices()[count] = at + (sparse ? part.indices()[i] : i);
          joined.floats()[count++] = value;
        }
      }
      at += part.length();
    }
    return count;
  }
}
