package org.coherer.training.server.rows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.wire.PushMessage;

/**
 * Every push changes rows when it comes, by itself. One of a step that a worker has pushed before
 * changes nothing: its task was lost, and is run again.
 */
final class SinglePushes extends Pushes {

  private final ServedTables tables;

  /** The last step of each worker, by table. */
  private final Map<Integer, long[]> pushed = new HashMap<>();

  SinglePushes(ServedTables tables) {
    super(tables);
    this.tables = tables;
  }

  @Override
  void take(int worker, EmbeddingTable table, PushMessage push) {
    if (isNew(worker, push.table(), push.step().step())) {
      apply(table, push.ids(), push.gradients(), push.step().divisor());
    }
  }

  private synchronized boolean isNew(int worker, int table, long step) {
    long[] last = pushed.computeIfAbsent(worker, any -> new long[tables.all().size()]);
    boolean isNew = step > last[table];
    last[table] = Math.max(step, last[table]);
    return isNew;
  }

  @Override
  public void begin(boolean newEpoch) {
    super.begin(newEpoch);
    synchronized (this) {
      if (newEpoch) {
        pushed.clear();
      }
    }
  }

  @Override
  public synchronized void restored(SortedMap<Integer, Long> steps) {
    pushed.clear();
    steps.forEach(
        (worker, step) -> {
          long[] last = new long[tables.all().size()];
          Arrays.fill(last, step);
          pushed.put(worker, last);
        });
  }
}
