package org.coherer.training.embedding.table;

import org.coherer.training.embedding.RowOrder;

/**
 * From ids to slots. Segments by the first bits of the id's hash grow each by itself, so that no
 * push waits for more than one: 0.1 ms for each million rows of the table.
 */
final class RowIndex implements AutoCloseable {

  private static final int MOST_SEGMENT_BITS = 8;
  private static final int ROWS_OF_A_SEGMENT_BITS = 6;

  private final IndexSegment[] segments;
  private final int bits;
  private final RowOrder order;

  /**
   * Has segments for a table of at most so many rows.
   *
   * @param order says the hash of an id
   */
  RowIndex(long mostRows, RowOrder order, MemoryBudget budget) {
    this.order = order;
    bits = segmentBits(mostRows);
    segments = new IndexSegment[1 << bits];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = new IndexSegment(budget);
    }
  }

  /** Returns how many of a hash's first bits say the segment of a table of at most so many rows. */
  static int segmentBits(long mostRows) {
    int rowBits = 63 - Long.numberOfLeadingZeros(mostRows);
    return Math.max(0, Math.min(MOST_SEGMENT_BITS, rowBits - ROWS_OF_A_SEGMENT_BITS));
  }

  /** Returns the hash of an id: a bijection, so ids with the same tag differ in other bits. */
  long hash(long id) {
    return order.hash(id);
  }

  /** Returns the tag of a hash: the 32 bits behind those that say the segment. */
  long tag(long hash) {
    return (hash << bits) >>> 32;
  }

  /** Takes memory for so many rows, if the budget allows it. */
  void reserve(long rows) {
    for (IndexSegment segment : segments) {
      if (!segment.reserve(TableMemory.spread(rows, segments.length))) {
        return;
      }
    }
  }

  int segmentCount() {
    return segments.length;
  }

  IndexSegment segment(int number) {
    return segments[number];
  }

  /** Returns the segment of a hash, by its first bits. */
  IndexSegment segmentOf(long hash) {
    return segments[(int) (hash >>> 1 >>> (63 - bits))];
  }

  long count() {
    long count = 0;
    for (IndexSegment segment : segments) {
      count += segment.count();
    }
    return count;
  }

  long bytes() {
    long entries = 0;
    for (IndexSegment segment : segments) {
      entries += segment.length();
    }
    return entries * Long.BYTES;
  }

  @Override
  public void close() {
    for (IndexSegment segment : segments) {
      segment.close();
    }
  }
}
