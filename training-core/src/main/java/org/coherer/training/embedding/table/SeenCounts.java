package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import org.coherer.training.embedding.Mixing;
import org.coherer.training.embedding.RowAdmission;

/**
 * The sketch of {@link RowAdmission}: four rows of counters, a byte each, of which each id has one
 * in each row. Only its lowest counters are raised (conservative update: Estan and Varghese, 2002).
 */
final class SeenCounts implements AutoCloseable {

  private static final int ROWS = 4;

  /** Counters of a row for each push of the window. */
  private static final int SPARSITY = 4;

  private static final long LOWER_BITS = 0x7f7f7f7f7f7f7f7fL;

  private final MemoryBudget budget;
  private final ByteBuffer counters;
  private final int mask;
  private final int window;
  private int counted;

  private SeenCounts(ByteBuffer counters, int window, MemoryBudget budget) {
    this.counters = counters;
    this.window = window;
    this.budget = budget;
    mask = counters.capacity() / ROWS - 1;
  }

  /** Returns empty counts, or null if the budget does not allow them. */
  static SeenCounts of(RowAdmission admission, MemoryBudget budget) {
    ByteBuffer counters = budget.allocate(bytes(admission));
    return counters == null ? null : new SeenCounts(counters, admission.window(), budget);
  }

  /** Returns the bytes of the counts of a table; 0 if no id waits. */
  static long bytes(RowAdmission admission) {
    long width = Long.highestOneBit((long) admission.window() * SPARSITY * 2 - 1);
    return admission.pushes() > 1 ? width * ROWS : 0;
  }

  long bytes() {
    return counters.capacity();
  }

  /** Counts a push of an id, and returns the pushes that it has had, or more. */
  int count(long hash) {
    long mixed = Mixing.splitMix(hash);
    int least = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) {
      least = Math.min(least, counters.get(at(mixed, row)));
    }
    least = Math.min(least + 1, Byte.MAX_VALUE);
    for (int row = 0; row < ROWS; row++) {
      int at = at(mixed, row);
      counters.put(at, (byte) Math.max(counters.get(at), least));
    }
    if (++counted == window) {
      halve();
    }
    return least;
  }

  private int at(long mixed, int row) {
    int column = (int) mixed + row * ((int) (mixed >>> 32) | 1);
    return row * (mask + 1) + (column & mask);
  }

  private void halve() {
    for (int i = 0; i < counters.capacity(); i += Long.BYTES) {
      counters.putLong(i, (counters.getLong(i) >>> 1) & LOWER_BITS);
    }
    counted = 0;
  }

  @Override
  public void close() {
    budget.free(counters);
  }
}
