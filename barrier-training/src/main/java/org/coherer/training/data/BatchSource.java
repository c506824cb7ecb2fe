package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/**
 * Gives one rank its batches, epoch by epoch. Used by one thread: {@link #startEpoch} first, then
 * {@link #next} once for every step that the ranks have agreed on.
 */
public interface BatchSource extends AutoCloseable {

  /**
   * Returns the rows of this rank's shard. Every one of them is handed out exactly once in each
   * epoch.
   */
  long rows();

  /**
   * Begins an epoch (counted from 1). Its order depends on the seed and the epoch alone, not on
   * epochs before it.
   */
  void startEpoch(int epoch);

  /**
   * Returns the next rows of the epoch. The batch is reused by the next call. When the shard is
   * used up it holds no rows, so that a rank with a small shard still takes part in every step.
   */
  Batch next();

  /** Returns for how many nanoseconds in all {@link #next} has waited for data. */
  long waitNanos();

  /** Frees the shard. */
  @Override
  void close();
}
