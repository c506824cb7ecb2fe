package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Checks of the buffers that callers bring. */
final class Buffers {

  private Buffers() {}

  /** Returns the number of ids in a buffer. */
  static int ids(ByteBuffer ids) {
    requireOrder(ids);
    if (ids.remaining() % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "Invalid buffer of ids with " + ids.remaining() + " bytes (must be a multiple of 8)");
    }
    return ids.remaining() / Long.BYTES;
  }

  static void requireRows(ByteBuffer rows, int count, int rowBytes) {
    requireOrder(rows);
    if (rows.remaining() < (long) count * rowBytes) {
      throw new IllegalArgumentException(
          "Invalid buffer of rows with "
              + rows.remaining()
              + " bytes (must have at least "
              + rowBytes
              + " for each of "
              + count
              + " ids)");
    }
  }

  /** Requires rows of the right width: no more bytes than those of the ids. */
  static void requireAllRows(ByteBuffer rows, int count, int rowBytes) {
    requireOrder(rows);
    if (rows.remaining() != (long) count * rowBytes) {
      throw new IllegalArgumentException(
          "Invalid buffer of gradients with "
              + rows.remaining()
              + " bytes (must have "
              + rowBytes
              + " for each of "
              + count
              + " ids)");
    }
  }

  static void requireOrder(ByteBuffer buffer) {
    if (buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "Invalid byte order "
              + buffer.order()
              + " of a buffer (must be the native order, "
              + ByteOrder.nativeOrder()
              + ")");
    }
  }

  /** Copies floats one by one, as a buffer of anybody's has no view as floats. */
  static void get(ByteBuffer from, int at, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = from.getFloat(at + i * Float.BYTES);
    }
  }

  /** Copies floats one by one, as a buffer of anybody's has no view as floats. */
  static void put(float[] from, int count, ByteBuffer into, int at) {
    for (int i = 0; i < count; i++) {
      into.putFloat(at + i * Float.BYTES, from[i]);
    }
  }
}
