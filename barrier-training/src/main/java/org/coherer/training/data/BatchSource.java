package org.coherer.training.data;

import org.coherer.training.engine.Batch;

/**
 * Supplies one rank with batches, epoch by epoch. Used by one thread: {@link #startAt} first, then
 * {@link #next} once per step of the epoch, as often on every rank.
 */
public interface BatchSource extends AutoCloseable {

  /** Returns the number of rows of this rank's shard. Every epoch returns each row exactly once. */
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
   * Returns the next rows of the epoch. The batch is reused by the next call. Once the shard is
   * exhausted it is empty, so that a rank with a small shard still takes part in every step.
   */
  Batch next();

  /** Returns the total nanoseconds that {@link #next} has waited for data. */
  long waitNanos();

  /** Frees the shard. */
  @Override
  void close();
}
