package org.coherer.training.embedding;

import java.io.Serializable;

/**
 * Which ids have rows, and for how long.
 *
 * @param maxRows the most rows of the table; {@link #UNBOUNDED}, or at least 1. Every shard has an
 *     equal part of them, rounded up, and ids are spread by a hash: so the first shard is full a
 *     little before the table would be
 * @param admission when an id gets a row
 * @param maxAge a row that has not been pushed for more than so many steps is evicted by the next
 *     sweep; {@link #NEVER}, or at least 1. What is a step, the caller decides by the numbers in
 *     {@link RowStep}
 * @param whenFull what becomes of a new id where {@code maxRows} or the server's memory are
 *     exhausted
 */
public record RowLifetime(long maxRows, RowAdmission admission, int maxAge, WhenFull whenFull)
    implements Serializable {

  /** The number of rows is limited by memory alone. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** No row is evicted for its age. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** Every id gets a row at once and keeps it; a table that is full fails. */
  public static final RowLifetime FOREVER =
      new RowLifetime(UNBOUNDED, RowAdmission.AT_ONCE, NEVER, WhenFull.FAIL);

  /** Checks the numbers. */
  public RowLifetime {
    Checks.within("most rows of an embedding table", maxRows, 1, UNBOUNDED);
    Checks.present("admission", admission);
    Checks.within("most age of a row", maxAge, 1, NEVER);
    Checks.present("whenFull", whenFull);
  }

  /** Returns whether a row must know when it has been pushed last: 4 bytes of each. */
  public boolean needsAges() {
    return maxAge != NEVER || whenFull == WhenFull.EVICT;
  }

  /** Returns the most rows of one of so many shards. */
  public long maxRowsOf(int shards) {
    return maxRows == UNBOUNDED ? UNBOUNDED : (maxRows - 1) / shards + 1;
  }
}
