package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;

/**
 * Reads all rows of a table, as many at a time as a buffer holds: for snapshots. Of each row, in
 * native order: the id, 8 bytes; the floats of the row and of the optimizer's state, 4 each; the
 * step of the last push, 4, which is 0 if the table evicts no rows. The order is that of the ids'
 * hashes.
 *
 * <p>A table may be changed in between. A row that is stored all the time is then read once, before
 * or after a push; one that is stored or evicted meanwhile may be read or not.
 *
 * <p>Used by one thread at a time.
 */
public final class TableReader {

  private final EmbeddingTable table;
  private final RowStore store;
  private int number;

  /** The tag of the next row. */
  private long tag;

  /** The rows of that tag that have been read: none, unless there are more than a buffer holds. */
  private int ties;

  TableReader(EmbeddingTable table, RowStore store) {
    this.table = table;
    this.store = store;
  }

  /**
   * Writes the next rows from a buffer's position on, and moves the position behind them.
   *
   * @param into in native order, with space for at least one row
   * @return the number of rows, 0 at the end
   */
  public int next(ByteBuffer into) {
    Buffers.requireOrder(into);
    if (into.remaining() < table.snapshotRowBytes()) {
      throw new IllegalArgumentException(
          "Invalid buffer of "
              + into.remaining()
              + " bytes for a snapshot (must have at least the "
              + table.snapshotRowBytes()
              + " of a row)");
    }
    return table.read(this, into);
  }

  int copyRows(ByteBuffer into, SlotLayout layout) {
    int most = into.remaining() / layout.snapshotBytes();
    int rows = 0;
    for (; number < store.index().segmentCount(); number++) {
      IndexSegment segment = store.index().segment(number);
      for (int at = segment.lowerBound(tag) + ties; at < segment.length(); at++) {
        if (segment.slotAt(at) == IndexSegment.ABSENT) {
          continue;
        }
        if (rows == most) {
          return stop(segment, at, rows, into, layout);
        }
        copyRow(segment.slotAt(at), into, layout);
        rows++;
      }
      tag = 0;
      ties = 0;
    }
    return rows;
  }

  /**
   * Notes the next row. Those with its tag that have just been read are read again with it, so that
   * it does not matter which of them are evicted before that.
   */
  private int stop(IndexSegment segment, int next, int rows, ByteBuffer into, SlotLayout layout) {
    tag = segment.tagAt(next);
    int before = next - segment.lowerBound(tag);
    ties = before < rows ? 0 : before;
    int kept = before < rows ? rows - before : rows;
    into.position(into.position() - (rows - kept) * layout.snapshotBytes());
    return kept;
  }

  private void copyRow(int slot, ByteBuffer into, SlotLayout layout) {
    int at = into.position();
    into.putLong(at, store.slabs().id(slot));
    int floats = layout.floats() * Float.BYTES;
    store.slabs().copy(slot, into, at + SlotLayout.FLOATS, floats);
    into.putInt(at + layout.stamp(), store.slabs().stamp(slot));
    into.position(at + layout.snapshotBytes());
  }
}
