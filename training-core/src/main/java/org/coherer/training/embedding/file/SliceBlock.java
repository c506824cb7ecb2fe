package org.coherer.training.embedding.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;

/** The rows of a block as they are in the files of a slice: little-endian, apart by part. */
final class SliceBlock {

  private final SliceLayout layout;
  private final int capacity;
  private final Map<SlicePart, ByteBuffer> parts = new EnumMap<>(SlicePart.class);
  private int rows;

  /** Has memory for at most so many rows, or for those of a block. */
  SliceBlock(SliceLayout layout, long mostRows) {
    this.layout = layout;
    capacity = (int) Math.min(layout.blockRows(), mostRows);
    for (SlicePart part : layout.parts()) {
      int bytes = capacity * layout.rowBytes(part);
      parts.put(part, ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  int rows() {
    return rows;
  }

  /** Returns how many more rows there is memory for. */
  int left() {
    return capacity - rows;
  }

  /** Sets how many rows there are. */
  void setRows(int count) {
    rows = count;
  }

  /** Returns the bytes of a part of all rows. */
  ByteBuffer bytes(SlicePart part) {
    ByteBuffer all = parts.get(part);
    return all.clear().limit(rows * layout.rowBytes(part));
  }

  long id(int row) {
    return parts.get(SlicePart.IDS).getLong(row * Long.BYTES);
  }

  /**
   * Appends a row of a table's snapshot.
   *
   * @param from id, row, state and step, from the position on, which does not move
   */
  void add(ByteBuffer from, int at) {
    parts.get(SlicePart.IDS).putLong(rows * Long.BYTES, from.getLong(at));
    int width = layout.width();
    int next = at + Long.BYTES;
    copy(from, next, parts.get(SlicePart.ROWS), rows * width * Float.BYTES, width);
    if (layout.withState()) {
      int state = layout.state() + 1;
      next += width * Float.BYTES;
      copy(from, next, parts.get(SlicePart.STATE), rows * state * Float.BYTES, state);
    }
    rows++;
  }

  /**
   * Appends a row to rows of a table's snapshot, with zeros for state and step where there is none.
   *
   * @param bytes how many bytes a row has there
   */
  void copyRow(int row, ByteBuffer into, int bytes) {
    int width = layout.width();
    int at = into.position();
    into.putLong(at, id(row));
    copy(parts.get(SlicePart.ROWS), row * width * Float.BYTES, into, at + Long.BYTES, width);
    int behind = at + Long.BYTES + width * Float.BYTES;
    if (layout.withState()) {
      int floats = layout.state() + 1;
      copy(parts.get(SlicePart.STATE), row * floats * Float.BYTES, into, behind, floats);
    } else {
      for (int to = behind; to < at + bytes; to += Integer.BYTES) {
        into.putInt(to, 0);
      }
    }
    into.position(at + bytes);
  }

  /** Copies bits, also where the buffers differ in their order. */
  private static void copy(ByteBuffer from, int at, ByteBuffer into, int to, int count) {
    for (int i = 0; i < count; i++) {
      into.putInt(to + i * Float.BYTES, from.getInt(at + i * Float.BYTES));
    }
  }
}
