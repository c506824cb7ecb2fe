package org.coherer.training.server.lookup;

import org.coherer.training.data.BatchSource;
import org.coherer.training.engine.Batch;

/** The batches of a source with rows of tables in place of ids. */
final class LookedUpBatches implements BatchSource {

  private final BatchSource source;
  private final TableLookup lookup;

  LookedUpBatches(BatchSource source, TableLookup lookup) {
    this.source = source;
    this.lookup = lookup;
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public void startAt(int epoch, long batch) {
    lookup.forget();
    source.startAt(epoch, batch);
  }

  @Override
  public Batch next() {
    return lookup.next(source);
  }

  @Override
  public long waitNanos() {
    return source.waitNanos();
  }

  @Override
  public void close() {
    source.close();
  }
}
