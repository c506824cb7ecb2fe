package org.coherer.training.warmup;

import org.coherer.training.data.BatchSource;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.NetworkShape;

/** A few batches of one row of zeros, for whatever network. */
final class BlankBatches implements BatchSource {

  /** How many batches an epoch has. */
  static final int COUNT = 3;

  private final Batch row;

  BlankBatches(NetworkShape shape) {
    row = new Batch(1, shape.inputLength(), shape.outputLength());
    row.weights().put(0, 1);
    row.rows(1);
  }

  @Override
  public long rows() {
    return COUNT;
  }

  @Override
  public void startAt(int epoch, long batch) {
    // All batches are the same.
  }

  @Override
  public Batch next() {
    return row;
  }

  @Override
  public long waitNanos() {
    return 0;
  }

  @Override
  public void close() {
    // A batch is freed by the garbage collector.
  }
}
