package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/**
 * Copies the rows of a shard into batches, epoch by epoch. Used by one thread at a time: {@link
 * #startAt} first, then {@link #fill} until it leaves a batch empty.
 */
interface BatchFiller extends AutoCloseable {

  /** Returns the number of rows of the shard. */
  long rows();

  /**
   * Begins an epoch at one of its rows.
   *
   * @param epoch counted from 1
   * @param row how many rows of the epoch to skip
   */
  void startAt(int epoch, long row);

  /** Fills a batch with the next rows of the epoch. Only the last batch may be partial. */
  void fill(Batch batch);

  /** Frees the memory that it reads rows through, not the rows. Safe to call again. */
  @Override
  void close();
}
