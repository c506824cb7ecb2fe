package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * A part of a table's index: an open-addressing hash table by ordered linear probing (Amble and
 * Knuth, "Ordered hash tables", 1974). An entry is a long: the upper half the tag, 32 bits of the
 * id's hash; the lower half the slot plus 1, so that 0 is an empty entry.
 *
 * <p>The home of a tag is {@code tag x homes / 2^32}, which grows with the tag, and entries are in
 * the order of their tags. Hence a probe for an id that is not there ends as early as one for an id
 * that is, and a larger array is filled by one pass from the first entry to the last, without a
 * look at the slots. Behind the homes there are more entries, the tail, instead of a way back to
 * the start; the last one is always empty.
 */
final class IndexSegment {

  /** Returned for: no such entry. */
  static final int ABSENT = -1;

  /** Entries are at most 17/20 of the homes, and 3/4 after the homes have grown by an eighth. */
  private static final int MOST_LOAD = 17;

  private static final int OF_LOAD = 20;
  private static final int LEAST_HOMES = 16;
  private static final long TAG_MASK = 0xffffffffL;

  private final MemoryBudget budget;
  private ByteBuffer memory;
  private LongBuffer entries;
  private int homes;
  private int length;
  private int count;
  private int hand;

  IndexSegment(MemoryBudget budget) {
    this.budget = budget;
  }

  private static boolean isFull(long count, long homes) {
    return count * OF_LOAD >= homes * MOST_LOAD;
  }

  private static long larger(long homes) {
    return Math.max(LEAST_HOMES, homes + (homes >> 3) + 1);
  }

  private static long tail(long homes) {
    return 8 + (homes >> 6);
  }

  /** Returns the bytes of a segment of so many entries, unless its tail has had to grow. */
  static long bytes(long count) {
    long homes = homesOf(count);
    return homes == 0 ? 0 : (homes + tail(homes)) * Long.BYTES;
  }

  /** Returns the homes of a segment that has grown until it has so many entries. */
  private static long homesOf(long count) {
    long homes = 0;
    while (count > 0 && isFull(count - 1, homes)) {
      homes = larger(homes);
    }
    return homes;
  }

  int count() {
    return count;
  }

  /** Returns the number of entries that there is memory for. */
  int length() {
    return length;
  }

  /** Returns the tag of an entry that is not empty. */
  long tagAt(int position) {
    return entry(position) >>> 32;
  }

  /** Returns the slot of an entry, or {@link #ABSENT} if it is empty. */
  int slotAt(int position) {
    return (int) entry(position) - 1;
  }

  private long entry(int position) {
    return entries.get(position);
  }

  private void set(int position, long entry) {
    entries.put(position, entry);
  }

  private int home(long tag) {
    return (int) ((tag * homes) >>> 32);
  }

  /** Reads the entry at the home of a tag, to have it in the cache. */
  long touch(long tag) {
    return homes == 0 ? 0 : entry(home(tag));
  }

  /** Returns the first position whose tag is not below this one, or that is empty. */
  int lowerBound(long tag) {
    if (homes == 0) {
      return 0;
    }
    int position = home(tag);
    for (long e = entry(position); e != 0 && e >>> 32 < tag; e = entry(position)) {
      position++;
    }
    return position;
  }

  /** Returns the first slot of a tag, which may be that of another id, or {@link #ABSENT}. */
  int firstSlot(long tag) {
    if (homes == 0) {
      return ABSENT;
    }
    long e = entry(lowerBound(tag));
    return e >>> 32 == tag ? (int) e - 1 : ABSENT;
  }

  /** Returns the position of an id, or {@link #ABSENT}. */
  int find(long tag, long id, RowSlabs slabs) {
    if (homes == 0) {
      return ABSENT;
    }
    int position = lowerBound(tag);
    for (long e = entry(position); e != 0 && e >>> 32 == tag; e = entry(position)) {
      if (slabs.id((int) e - 1) == id) {
        return position;
      }
      position++;
    }
    return ABSENT;
  }

  /** Adds an entry; returns false, and adds none, if {@link #grow} must come first. */
  boolean insert(long tag, int slot) {
    if (isFull(count, homes)) {
      return false;
    }
    int position = lowerBound(tag);
    int empty = position;
    while (entry(empty) != 0) {
      empty++;
    }
    if (empty == length - 1) {
      return false;
    }
    for (; empty > position; empty--) {
      set(empty, entry(empty - 1));
    }
    set(position, (tag << 32) | ((slot + 1) & TAG_MASK));
    count++;
    return true;
  }

  /** Removes the entry at a position. Those behind it that are not at their homes move up. */
  void remove(int position) {
    int at = position;
    for (long e = entry(at + 1); e != 0 && home(e >>> 32) <= at; e = entry(at + 1)) {
      set(at++, e);
    }
    set(at, 0);
    count--;
  }

  /**
   * Takes more memory: for more homes if they are occupied, or else for a longer tail. Returns
   * false, and stays as it is, if the budget does not allow it.
   */
  boolean grow() {
    boolean occupied = isFull(count, homes);
    long newHomes = occupied ? larger(homes) : homes;
    return resize(newHomes, occupied ? tail(newHomes) : 2L * (length - homes));
  }

  /** Takes memory for so many entries, as {@link #grow} does. */
  boolean reserve(long entryCount) {
    long newHomes = homesOf(entryCount);
    return newHomes <= homes || resize(newHomes, tail(newHomes));
  }

  private boolean resize(long newHomes, long leastTail) {
    long tail = leastTail;
    while (true) {
      ByteBuffer larger = budget.allocate((newHomes + tail) * Long.BYTES);
      if (larger == null) {
        return false;
      }
      if (moveTo(larger, newHomes, (int) (newHomes + tail))) {
        return true;
      }
      budget.free(larger);
      tail *= 2;
    }
  }

  private boolean moveTo(ByteBuffer larger, long newHomes, int newLength) {
    int next = 0;
    for (int i = 0; i < length; i++) {
      long e = entry(i);
      if (e != 0) {
        next = Math.max(next, (int) (((e >>> 32) * newHomes) >>> 32));
        if (next >= newLength - 1) {
          return false;
        }
        larger.putLong(next++ << 3, e);
      }
    }
    close();
    memory = larger;
    entries = larger.asLongBuffer();
    homes = (int) newHomes;
    length = newLength;
    return true;
  }

  /** Returns the next position that is not empty, going round. There must be one. */
  int nextOccupied() {
    do {
      hand = hand + 1 < length ? hand + 1 : 0;
    } while (entry(hand) == 0);
    return hand;
  }

  void close() {
    if (memory != null) {
      budget.free(memory);
      memory = null;
      entries = null;
      homes = 0;
    }
  }
}
