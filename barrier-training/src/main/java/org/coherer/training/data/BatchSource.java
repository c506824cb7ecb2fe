package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/**
 * Gives one rank its batches, epoch by epoch. Used by one thread: {@link #startAt} first, then
 * {@link #next} once for every batch of the epoch that is left.
 */
public interface BatchSource extends AutoCloseable {

  /**
   * Returns the rows of this rank's shard. Every one of them is handed out exactly once in each
   * epoch.
   */
  long rows();

  /**
   * Begins an epoch at one of its batches. The order of an epoch depends on the seed and the epoch
   * alone, so the batches that follow are those of an epoch that is begun at its first batch.
   *
   * @param epoch counted from 1
   * @param batch how many batches of the epoch to skip
   */
  void startAt(int epoch, long batch);

  /** Begins an epoch (counted from 1) at its first batch. */
  default void startEpoch(int epoch) {
    startAt(epoch, 0);
  }

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
