package org.coherer.training.data;

import java.util.SplittableRandom;

/**
 * Hands out a shard in batches, every epoch in another order that depends on seed, rank and epoch
 * alone.
 */
public final class ShuffledBatches implements BatchSource {

  private final RecordStore store;
  private final long seed;
  private final Batch batch;
  private final int[] order;
  private int next;

  /** Creates the batches of one rank. Ranks with different seeds shuffle differently. */
  public ShuffledBatches(RecordStore store, int batchSize, long seed) {
    this.store = store;
    this.seed = seed;
    this.batch =
        new Batch(batchSize, store.layout().featureLength(), store.layout().target().length());
    this.order = new int[store.rows()];
    this.next = order.length;
  }

  @Override
  public long rows() {
    return store.rows();
  }

  /** {@inheritDoc} The order is a Fisher-Yates shuffle. */
  @Override
  public void startEpoch(int epoch) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, epoch));
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    next = 0;
  }

  @Override
  public Batch next() {
    int rows = Math.min(batch.capacity(), order.length - next);
    for (int slot = 0; slot < rows; slot++) {
      store.copyInto(order[next + slot], batch, slot);
    }
    next += rows;
    batch.rows(rows);
    return batch;
  }

  @Override
  public void close() {
    next = order.length;
  }
}
