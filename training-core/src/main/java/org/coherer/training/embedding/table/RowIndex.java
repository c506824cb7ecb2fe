package org.coherer.training.embedding.table;

import org.coherer.training.embedding.Mixing;

/**
 * From ids to slots. Segments by the first bits of the id's hash grow each by itself, so that no
 * push waits for more than one: 0.1 ms for each million rows of the table.
 */
final class RowIndex implements AutoCloseable {

  private static final int MOST_SEGMENT_BITS = 8;
  private static final int ROWS_OF_A_SEGMENT_BITS = 6;
  private static final long TAG_MASK = 0xffffffffL;

  private final IndexSegment[] segments;
  private final int shift;
  private final long salt;

  /**
   * Has segments for a table of at most so many rows.
   *
   * @param salt the hash depends on it
   */
  RowIndex(long mostRows, long salt, MemoryBudget budget) {
    int rowBits = 63 - Long.numberOfLeadingZeros(mostRows);
    int bits = Math.max(0, Math.min(MOST_SEGMENT_BITS, rowBits - ROWS_OF_A_SEGMENT_BITS));
    segments = new IndexSegment[1 << bits];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = new IndexSegment(budget);
    }
    shift = 63 - bits;
    this.salt = Mixing.splitMix(salt);
  }

  /** Returns the hash of an id: a bijection, so ids with the same tag differ in other bits. */
  long hash(long id) {
    return Mixing.murmur(id ^ salt);
  }

  /** Returns the tag of a hash: its lower half. */
  static long tag(long hash) {
    return hash & TAG_MASK;
  }

  int segmentCount() {
    return segments.length;
  }

  IndexSegment segment(int number) {
    return segments[number];
  }

  /** Returns the segment of a hash, by its first bits. */
  IndexSegment segmentOf(long hash) {
    return segments[(int) (hash >>> 1 >>> shift)];
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
