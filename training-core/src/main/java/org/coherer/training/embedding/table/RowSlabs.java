package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The slots of a table, in slabs of memory that never move. A slot that is given back is the next
 * one to be taken; its first bytes are then the number of the free one behind it, plus 1.
 */
final class RowSlabs implements AutoCloseable {

  /** None: no slot. */
  static final int NONE = -1;

  /** Fresh memory of this size takes about a millisecond: the longest that a push waits for it. */
  private static final int SLAB_BYTES = 1 << 21;

  private final SlotLayout layout;
  private final MemoryBudget budget;
  private final int stride;
  private final int shift;
  private final int mask;
  private final long most;
  private ByteBuffer[] slabs = new ByteBuffer[0];

  /** The same slabs: copies of few floats in bulk are twice as fast as loops over bytes. */
  private FloatBuffer[] floats = new FloatBuffer[0];

  private long fresh;
  private int free = NONE;

  /** Holds at most so many rows. */
  RowSlabs(SlotLayout layout, long most, MemoryBudget budget) {
    this.layout = layout;
    this.budget = budget;
    this.most = Math.min(most, Integer.MAX_VALUE);
    stride = layout.bytes();
    shift = slabBits(stride, most);
    mask = (1 << shift) - 1;
  }

  private static int slabBits(int stride, long most) {
    return 63 - Long.numberOfLeadingZeros(Math.max(1, Math.min(SLAB_BYTES / stride, most)));
  }

  /** Returns the bytes of so many rows of a table that has at most {@code most}. */
  static long bytes(SlotLayout layout, long rows, long most) {
    int shift = slabBits(layout.bytes(), most);
    return Math.multiplyExact((rows + (1L << shift) - 1) >>> shift, (long) layout.bytes() << shift);
  }

  long bytes() {
    return (long) slabs.length * ((long) stride << shift);
  }

  /** Returns a slot with arbitrary content, or {@link #NONE}. */
  int take() {
    if (free != NONE) {
      int slot = free;
      free = slab(slot).getInt(at(slot)) - 1;
      return slot;
    }
    if (fresh == most || (fresh == (long) slabs.length << shift && !addSlab())) {
      return NONE;
    }
    return (int) fresh++;
  }

  void giveBack(int slot) {
    slab(slot).putInt(at(slot), free + 1);
    free = slot;
  }

  private boolean addSlab() {
    ByteBuffer slab = budget.allocate((long) stride << shift);
    if (slab == null) {
      return false;
    }
    slabs = Arrays.copyOf(slabs, slabs.length + 1);
    floats = Arrays.copyOf(floats, slabs.length);
    slabs[slabs.length - 1] = slab;
    floats[slabs.length - 1] = slab.asFloatBuffer();
    return true;
  }

  ByteBuffer slab(int slot) {
    return slabs[slot >>> shift];
  }

  /** Returns where a slot starts in its slab. */
  int at(int slot) {
    return (slot & mask) * stride;
  }

  /**
   * Reads both ends of a slot's first bytes, to have them in the cache. What is between them
   * follows when it is copied: a loop over its lines here takes longer than it saves.
   */
  int touch(int slot, int bytes) {
    FloatBuffer slab = floats[slot >>> shift];
    int first = at(slot) / Float.BYTES;
    return Float.floatToRawIntBits(slab.get(first))
        ^ Float.floatToRawIntBits(slab.get(first + bytes / Float.BYTES - 1));
  }

  long id(int slot) {
    return slab(slot).getLong(at(slot));
  }

  void setId(int slot, long id) {
    slab(slot).putLong(at(slot), id);
  }

  int stamp(int slot) {
    return layout.stamped() ? slab(slot).getInt(at(slot) + layout.stamp()) : 0;
  }

  void setStamp(int slot, int step) {
    if (layout.stamped()) {
      slab(slot).putInt(at(slot) + layout.stamp(), step);
    }
  }

  /** Copies the first floats of a slot to an array. */
  void load(int slot, float[] into, int count) {
    floats[slot >>> shift].get(floatAt(slot), into, 0, count);
  }

  /** Sets the first floats of a slot. */
  void store(int slot, float[] from, int count) {
    floats[slot >>> shift].put(floatAt(slot), from, 0, count);
  }

  private int floatAt(int slot) {
    return (at(slot) + SlotLayout.FLOATS) / Float.BYTES;
  }

  /** Copies the first bytes of a slot's floats to another buffer. */
  void copy(int slot, ByteBuffer into, int to, int bytes) {
    into.put(to, slab(slot), at(slot) + SlotLayout.FLOATS, bytes);
  }

  @Override
  public void close() {
    for (ByteBuffer slab : slabs) {
      budget.free(slab);
    }
    slabs = new ByteBuffer[0];
    floats = new FloatBuffer[0];
  }
}
