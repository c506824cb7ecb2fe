package org.coherer.ml.score;

import java.nio.FloatBuffer;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.coherer.connector.row.InputReader;

/**
 * The last records of a batch that were read and are not encoded yet: so many as fit into a core's
 * own cache are encoded together.
 */
final class RecordChunk {

  private static final int MOST_FLOATS = 1 << 12;

  private final InputReader.Cursor cursor;
  private final int encodedLength;
  private final int rows;
  private final FloatBuffer batch;
  private final float[] records;

  /** The same array where nothing is to be encoded. */
  private final float[] encoded;

  private int first;

  /**
   * Creates a record chunk.
   *
   * @param encodedLength how many numbers an encoded record has
   * @param batchRows rows of a batch
   * @param batch receives the encoded records
   */
  RecordChunk(InputReader.Cursor cursor, int encodedLength, int batchRows, FloatBuffer batch) {
    this.cursor = cursor;
    this.encodedLength = encodedLength;
    this.batch = batch;
    int width = Math.max(1, Math.max(cursor.recordLength(), encodedLength));
    rows = Math.max(1, Math.min(batchRows, MOST_FLOATS / width));
    records = new float[rows * cursor.recordLength()];
    encoded = cursor.isEncoded() ? records : new float[rows * encodedLength];
  }

  /**
   * Reads a record.
   *
   * @param index which row of the batch it is; as before, if that could not be read
   * @throws org.coherer.connector.column.InvalidRowException if it cannot be read
   */
  void read(SpecializedGetters row, int index) {
    if (index == 0) {
      first = 0; // of another batch
    } else if (index - first == rows) {
      flush(index);
    }
    cursor.read(row, records, (index - first) * cursor.recordLength());
  }

  /** Encodes what was read of the first so many rows of the batch. */
  void flush(int read) {
    int count = read - first;
    if (!cursor.isEncoded()) {
      cursor.encode(records, count, encoded);
    }
    batch.put(first * encodedLength, encoded, 0, count * encodedLength);
    first = read;
  }
}
