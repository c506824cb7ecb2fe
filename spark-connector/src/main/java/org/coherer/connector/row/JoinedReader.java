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
  private final Features joined;

  /**
   * Creates a joined reader.
   *
   * @param readers one for each input
   * @param parts what these read into
   * @param joined receives all of a row
   */
  JoinedReader(RowReader[] readers, Features[] parts, Features joined) {
    this.readers = readers;
    this.parts = parts;
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
    int stored = 0;
    boolean bytes = true;
    boolean sparse = false;
    for (Features part : parts) {
      missing += part.missing();
      stored += storedOf(part);
      bytes &= part.form() == Features.Form.BYTES;
      sparse |= part.form() == Features.Form.SPARSE;
    }
    if (bytes) {
      joined.begin(Features.Form.BYTES, 0, missing);
      copyBytes();
    } else if (sparse && 2L * stored < joined.length()) {
      joined.begin(Features.Form.SPARSE, copySparse(), missing);
    } else {
      joined.begin(Features.Form.FLOATS, 0, missing);
      copyFloats();
    }
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
