package org.coherer.training.embedding.table;

import org.coherer.training.embedding.WhenFull;

/** The rows of a table by their ids. Not thread-safe: any number of readers, or one writer. */
final class RowStore implements AutoCloseable {

  /** None: no slot. */
  static final int NONE = RowSlabs.NONE;

  /** Rows among which the oldest one is looked for. */
  private static final int CANDIDATES = 8;

  private final RowIndex index;
  private final RowSlabs slabs;
  private final boolean evicts;

  /**
   * Has no rows yet.
   *
   * @param whenFull whether a row makes way where there is no memory
   */
  RowStore(RowIndex index, RowSlabs slabs, WhenFull whenFull) {
    this.index = index;
    this.slabs = slabs;
    evicts = whenFull == WhenFull.EVICT;
  }

  RowIndex index() {
    return index;
  }

  RowSlabs slabs() {
    return slabs;
  }

  long bytes() {
    return slabs.bytes() + index.bytes();
  }

  /**
   * Looks for the first ids of a block. All that it reads of the index, and then of the slots, it
   * reads without waiting for one before it reads the next, so that cache misses overlap. The slots
   * that it finds may be those of other ids: {@link #slotOf} tells.
   *
   * @param bytes how many of a slot will be read or written
   */
  void locate(BlockScratch block, int count, int bytes) {
    long[] hashes = block.hashes;
    long seen = 0;
    for (int i = 0; i < count; i++) {
      hashes[i] = index.hash(block.ids[i]);
      seen += index.segmentOf(hashes[i]).touch(index.tag(hashes[i]));
    }
    for (int i = 0; i < count; i++) {
      block.slots[i] = index.segmentOf(hashes[i]).firstSlot(index.tag(hashes[i]));
    }
    for (int i = 0; i < count; i++) {
      if (block.slots[i] != NONE) {
        seen += slabs.touch(block.slots[i], bytes);
      }
    }
    block.sink += seen;
  }

  /** Returns the slot of a located id, or {@link #NONE} if it has no row. */
  int slotOf(BlockScratch block, int i) {
    int slot = block.slots[i];
    if (slot == NONE || slabs.id(slot) == block.ids[i]) {
      return slot;
    }
    return find(block.ids[i], block.hashes[i]);
  }

  /** Returns the slot of an id, or {@link #NONE} if it has no row. */
  int find(long id, long hash) {
    IndexSegment segment = index.segmentOf(hash);
    int position = segment.find(index.tag(hash), id, slabs);
    return position == IndexSegment.ABSENT ? NONE : segment.slotAt(position);
  }

  /**
   * Stores an id that has no row, in place of an old one if it must. Returns its slot, whose other
   * content is arbitrary, or {@link #NONE} if there is no memory.
   */
  int add(long id, long hash) {
    IndexSegment segment = index.segmentOf(hash);
    int slot = slabs.take();
    while (slot == NONE) {
      if (!makeWay(segment)) {
        return NONE;
      }
      slot = slabs.take();
    }
    while (!segment.insert(index.tag(hash), slot)) {
      if (!segment.grow() && !makeWay(segment)) {
        slabs.giveBack(slot);
        return NONE;
      }
    }
    slabs.setId(slot, id);
    return slot;
  }

  /** Evicts the oldest of a few rows of a segment. */
  private boolean makeWay(IndexSegment segment) {
    if (!evicts || segment.count() == 0) {
      return false;
    }
    int oldest = segment.nextOccupied();
    for (int i = 1; i < Math.min(CANDIDATES, segment.count()); i++) {
      int candidate = segment.nextOccupied();
      if (slabs.stamp(segment.slotAt(candidate)) < slabs.stamp(segment.slotAt(oldest))) {
        oldest = candidate;
      }
    }
    remove(segment, oldest);
    return true;
  }

  void remove(IndexSegment segment, int position) {
    int slot = segment.slotAt(position);
    segment.remove(position);
    slabs.giveBack(slot);
  }

  @Override
  public void close() {
    index.close();
    slabs.close();
  }
}
