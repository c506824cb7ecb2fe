package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/**
 * Puts the rows of a shard into batches, epoch by epoch. Used by one thread at a time: {@link
 * #startEpoch} first, then {@link #fill} until a batch stays empty.
 */
interface BatchFiller extends AutoCloseable {

  /** Returns the rows of the shard. */
  long rows();

  /** Begins an epoch, counted from 1. */
  void startEpoch(int epoch);

  /** Fills a batch with the next rows of the epoch; with fewer than it can hold only at the end. */
  void fill(Batch batch);

  /** Frees what it holds. Safe to call again. */
  @Override
  void close();
}
