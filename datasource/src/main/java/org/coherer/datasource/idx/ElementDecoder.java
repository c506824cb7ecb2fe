package org.coherer.datasource.idx;

import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.coherer.datasource.idx.IdxValues.AsStored;
import org.coherer.datasource.idx.IdxValues.Floats;

/**
 * Decodes the bytes of a row into the elements of a Spark array.
 *
 * <p>A decoder serves one buffer, into which the caller reads row after row. The loops are over
 * primitive arrays that are kept from row to row; Spark's array is then one copy of memory.
 */
@FunctionalInterface
interface ElementDecoder {

  /** Returns the elements of the row that is in the buffer, in an array that is not reused. */
  UnsafeArrayData decode();

  /**
   * Returns the decoder of a buffer.
   *
   * @param stored the type of the elements in the buffer
   * @param values their conversion
   * @param row the buffer for the bytes of each row, big-endian, from 0 to its capacity
   */
  static ElementDecoder of(IdxType stored, IdxValues values, ByteBuffer row) {
    if (values instanceof AsStored) {
      return StoredDecoders.of(stored, row);
    }
    if (values instanceof Floats floats) {
      return FloatDecoders.of(stored, floats.scale(), row);
    }
    return IntDecoders.of(stored, row);
  }
}
