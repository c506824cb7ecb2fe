package org.coherer.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.coherer.training.engine.Batch;

/**
 * Fills batches with the rows of a shard, in an order per epoch that depends on seed and epoch
 * alone.
 *
 * <p>If all rows fit in memory, any order is equally likely. Otherwise the blocks are shuffled and
 * read in memory-sized chunks, and the rows of each chunk are shuffled together: each chunk is a
 * random sample of the blocks.
 */
final class ShuffledRows implements BatchFiller {

  private final EpochCache cache;
  private final long seed;
  private final boolean whole;
  private final RowWindow window;
  private final List<EpochCache.Entry> blocks;
  private SplittableRandom random = new SplittableRandom(0);
  private int blocksShown;
  private int[] order = new int[0];
  private int rows;
  private int next;

  /**
   * Opens a sealed cache, which stays the caller's to close. Ranks with different seeds shuffle
   * differently.
   *
   * @param batches the layout of its records, with the encoding that batches are to have
   */
  ShuffledRows(EpochCache cache, RecordLayout batches, long seed) {
    this.cache = cache;
    this.seed = seed;
    this.whole = cache.fitsMemory();
    this.window = whole ? cache.openAll(batches) : cache.openPart(batches);
    this.blocks = new ArrayList<>(cache.entries());
    this.blocksShown = blocks.size();
  }

  @Override
  public long rows() {
    return cache.rows();
  }

  @Override
  public void startAt(int epoch, long row) {
    startEpoch(epoch);
    skip(row);
  }

  private void startEpoch(int epoch) {
    random = new SplittableRandom(Seeds.mix(seed, epoch));
    rows = 0;
    next = 0;
    if (whole) {
      shuffleRows();
      return;
    }
    blocks.clear();
    blocks.addAll(cache.entries());
    for (int i = blocks.size() - 1; i > 0; i--) {
      Collections.swap(blocks, i, random.nextInt(i + 1));
    }
    blocksShown = 0;
  }

  /** Shuffles the rows of the window (Fisher-Yates). */
  private void shuffleRows() {
    RowPool pool = window.rows();
    rows = pool.rows();
    next = 0;
    if (order.length < rows) {
      order = new int[rows];
    }
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = pool.address(i);
    }
  }

  private void skip(long count) {
    long left = count;
    while (left > 0 && hasNext()) {
      int some = (int) Math.min(left, rows - next);
      next += some;
      left -= some;
    }
  }

  @Override
  public void fill(Batch batch) {
    int slot = 0;
    while (slot < batch.capacity() && hasNext()) {
      int count = Math.min(batch.capacity() - slot, rows - next);
      window.rows().copyInto(order, next, count, batch, slot);
      next += count;
      slot += count;
    }
    batch.rows(slot);
  }

  /** Returns whether a row is left; reads the next blocks if the window is exhausted. */
  private boolean hasNext() {
    while (next == rows && blocksShown < blocks.size()) {
      blocksShown += window.show(blocks.subList(blocksShown, blocks.size()));
      shuffleRows();
    }
    return next < rows;
  }

  @Override
  public void close() {
    rows = 0;
    next = 0;
    blocksShown = blocks.size();
    window.close();
  }
}
