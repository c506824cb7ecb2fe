package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/** Fills batches with the rows of a shard in their stored order, the same in every epoch. */
final class SequentialRows implements BatchFiller {

  private final EpochCache cache;
  private final RowWindow window;
  private final boolean whole;
  private int blocksShown;
  private int next;

  /** Opens a sealed cache, which stays the caller's to close. */
  SequentialRows(EpochCache cache) {
    this.cache = cache;
    this.whole = cache.fitsMemory();
    this.window = whole ? cache.openAll() : cache.openPart();
    this.blocksShown = cache.entries().size();
    this.next = window.rows().rows();
  }

  @Override
  public long rows() {
    return cache.rows();
  }

  @Override
  public void startAt(int epoch, long row) {
    blocksShown = whole ? cache.entries().size() : 0;
    next = whole ? 0 : window.rows().rows();
    skip(row);
  }

  private void skip(long count) {
    long left = count;
    while (left > 0 && hasNext()) {
      int some = (int) Math.min(left, window.rows().rows() - next);
      next += some;
      left -= some;
    }
  }

  @Override
  public void fill(Batch batch) {
    int slot = 0;
    while (slot < batch.capacity() && hasNext()) {
      int count = Math.min(batch.capacity() - slot, window.rows().rows() - next);
      window.rows().copyInto(next, count, batch, slot);
      next += count;
      slot += count;
    }
    batch.rows(slot);
  }

  private boolean hasNext() {
    while (next == window.rows().rows() && blocksShown < cache.entries().size()) {
      blocksShown += window.show(cache.entries().subList(blocksShown, cache.entries().size()));
      next = 0;
    }
    return next < window.rows().rows();
  }

  @Override
  public void close() {
    window.close();
  }
}
