package org.coherer.training.server.rows;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.table.TableFullException;
import org.coherer.training.embedding.wire.PushMessage;
import org.coherer.training.rpc.Request;
import org.coherer.training.server.HeldRows;

/**
 * What becomes of the pushes of workers. The step of a push is that of the worker in the epoch; the
 * factor of the rate, and the step by which rows age, are the server's: those of its updates.
 *
 * <p>Once a table is full, nothing changes any more: training is over. Thread-safe.
 */
abstract sealed class Pushes implements HeldRows permits SinglePushes, SummedPushes {

  /**
   * With what updates are made.
   *
   * @param step how many there were before
   */
  private record Moment(long step, float rateFactor) {}

  private final ServedTables tables;
  private final Map<Integer, Long> connections = new ConcurrentHashMap<>();
  private volatile Moment now = new Moment(0, 1);
  private volatile String exhaustion;

  Pushes(ServedTables tables) {
    this.tables = tables;
  }

  /** Takes a push of a worker that takes part. */
  abstract void take(int worker, EmbeddingTable table, PushMessage push);

  /** Takes a push, unless the worker takes no part over this connection. */
  final void push(Request request, EmbeddingTable table, PushMessage push) {
    int worker = request.client();
    if (connections.getOrDefault(worker, -1L) != request.connection()) {
      throw new IllegalArgumentException(
          "Worker " + worker + " takes no part over this connection");
    }
    if (!exhausted()) {
      take(worker, table, push);
    }
    request.answer();
  }

  /** Has the optimizer of a table change rows. */
  final void apply(EmbeddingTable table, ByteBuffer ids, ByteBuffer gradients, double divisor) {
    Moment moment = now;
    float sum = (float) divisor;
    if (exhausted() || !(sum > 0 && sum < Float.POSITIVE_INFINITY)) {
      return;
    }
    try {
      table.push(ids, gradients, new RowStep(sum, moment.rateFactor(), moment.step()));
    } catch (TableFullException e) {
      exhaustion = e.getMessage();
    }
  }

  /** Returns why training is over, if it is. */
  final Optional<String> exhaustion() {
    return Optional.ofNullable(exhaustion);
  }

  /** Drops all rows, and what they had come to. */
  final void clear() {
    tables.clear();
    exhaustion = null;
  }

  @Override
  public void begin(boolean newEpoch) {
    connections.clear();
    tables.sweep(now.step());
  }

  @Override
  public final void at(long update, double rateFactor) {
    now = new Moment(update, (float) rateFactor);
  }

  @Override
  public final void join(int worker, long connection) {
    connections.put(worker, connection);
  }

  @Override
  public void leave(int worker) {
    connections.remove(worker);
  }

  @Override
  public final boolean exhausted() {
    return exhaustion != null;
  }
}
