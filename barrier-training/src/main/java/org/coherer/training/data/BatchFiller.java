package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/**
 * Puts the rows of a shard into batches, epoch by epoch. Used by one thread at a time: {@link
 * #startAt} first, then {@link #fill} until a batch stays empty.
 */
interface BatchFiller extends AutoCloseable {

  /** Returns the rows of the shard. */
  long rows();

  /**
   * Begins an epoch at one of its rows.
   *
   * @param epoch counted from 1
   * @param row how many rows of the epoch to skip
   */
  void startAt(int epoch, long row);

  /** Fills a batch with the next rows of the epoch; with fewer than it can hold only at the end. */
  void fill(Batch batch);

  /** Frees what it holds. Safe to call again. */
  @Override
  void close();
}
