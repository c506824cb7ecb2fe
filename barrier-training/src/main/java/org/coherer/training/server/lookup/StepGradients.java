package org.coherer.training.server.lookup;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestRefusedException;
import org.coherer.training.server.rows.RowsClient;
import org.coherer.training.transport.TransportException;

/** The gradients of the rows of one table that the batches of a step have together. */
final class StepGradients implements AutoCloseable {

  private final RowsClient client;
  private final int width;
  private long[] ids = new long[0];
  private float[] gradients = new float[0];
  private int count;

  StepGradients(int table, int width, List<RequestClient> servers, Duration deadline) {
    this.width = width;
    client = new RowsClient(servers, table, width, deadline);
  }

  /** Forgets all gradients. */
  void clear() {
    count = 0;
  }

  /** Adds those of a batch. */
  void add(long[] some, int number, float[] ofEach) {
    int all = Math.addExact(count, number);
    if (all > ids.length) {
      int space = (int) Math.min(Integer.MAX_VALUE / width, 2L * all);
      ids = Arrays.copyOf(ids, Math.max(all, space));
      gradients = Arrays.copyOf(gradients, Math.multiplyExact(ids.length, width));
    }
    System.arraycopy(some, 0, ids, count, number);
    System.arraycopy(ofEach, 0, gradients, count * width, number * width);
    count = all;
  }

  /** Sends them. */
  void push(RowStep step) {
    client.batch(ids, count);
    client.startPush(gradients, step);
  }

  /** Waits until they have arrived. */
  void pushed() {
    client.finishPush();
  }

  @Override
  public void close() {
    try {
      client.finishPush();
    } catch (TransportException | RequestRefusedException e) {
      count = 0; // Whoever waited for it has been told; nothing is under way any more.
    }
    client.close();
  }
}
