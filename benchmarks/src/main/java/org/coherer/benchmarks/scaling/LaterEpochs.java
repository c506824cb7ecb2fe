package org.coherer.benchmarks.scaling;

import org.coherer.training.data.BatchSource;
import org.coherer.training.engine.Batch;

/**
 * Batches whose epochs are counted from a later one, so that a further training is no repetition.
 */
record LaterEpochs(BatchSource batches, int before) implements BatchSource {

  @Override
  public long rows() {
    return batches.rows();
  }

  @Override
  public void startAt(int epoch, long batch) {
    batches.startAt(before + epoch, batch);
  }

  @Override
  public Batch next() {
    return batches.next();
  }

  @Override
  public long waitNanos() {
    return batches.waitNanos();
  }

  @Override
  public void close() {
    batches.close();
  }
}
