package org.coherer.training.embedding.wire;

import java.util.Arrays;
import org.coherer.training.embedding.Mixing;

/** Numbers the distinct ids of a batch in the order in which they occur first. */
final class DistinctIds {

  private static final int LEAST_ENTRIES = 64;

  private long[] ids = new long[LEAST_ENTRIES / 2];
  private int count;

  /** The numbers plus 1, by the hash of the id; 0 where there is none. */
  private int[] entries = new int[LEAST_ENTRIES];

  private int shift = Long.numberOfLeadingZeros(LEAST_ENTRIES - 1);

  int count() {
    return count;
  }

  long id(int number) {
    return ids[number];
  }

  /** Forgets all ids, and has space for so many. */
  void clear(int most) {
    count = 0;
    if (most > ids.length) {
      ids = new long[most];
      int size = (int) Math.min(1 << 30, Long.highestOneBit(most * 4L - 1));
      entries = new int[size];
      shift = Long.numberOfLeadingZeros(size - 1);
    } else {
      Arrays.fill(entries, 0);
    }
  }

  /** Returns the number of an id, from 0. */
  int numberOf(long id) {
    int at = (int) (Mixing.murmur(id) >>> shift);
    while (entries[at] != 0) {
      if (ids[entries[at] - 1] == id) {
        return entries[at] - 1;
      }
      at = (at + 1) & (entries.length - 1);
    }
    ids[count] = id;
    entries[at] = ++count;
    return count - 1;
  }
}
