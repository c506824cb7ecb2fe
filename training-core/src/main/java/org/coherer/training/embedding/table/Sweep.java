package org.coherer.training.embedding.table;

import org.coherer.training.embedding.RowLifetime;

/**
 * An endless round through the rows of a table that evicts those that are too old. A row that
 * another one's insertion or removal moves past the round's position is looked at in the next
 * round.
 */
final class Sweep {

  private final RowStore store;
  private final int maxAge;
  private int number;
  private int position;

  Sweep(RowStore store, int maxAge) {
    this.store = store;
    this.maxAge = maxAge;
  }

  /** Looks at so many rows, at most once at each, and returns how many it has evicted. */
  int next(long step, int most) {
    if (maxAge == RowLifetime.NEVER) {
      return 0;
    }
    int evicted = 0;
    int looked = 0;
    for (int passed = 0; looked < most && passed <= store.index().segmentCount(); ) {
      IndexSegment segment = store.index().segment(number);
      if (position >= segment.length()) {
        number = (number + 1) % store.index().segmentCount();
        position = 0;
        passed++;
        continue;
      }
      int slot = segment.slotAt(position);
      looked += slot == IndexSegment.ABSENT ? 0 : 1;
      if (slot != IndexSegment.ABSENT && step - store.slabs().stamp(slot) > maxAge) {
        store.remove(segment, position); // The entry behind it may now be at this position.
        evicted++;
      } else {
        position++;
      }
    }
    return evicted;
  }
}
