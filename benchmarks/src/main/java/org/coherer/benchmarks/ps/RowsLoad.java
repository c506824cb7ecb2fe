package org.coherer.benchmarks.ps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.server.rows.RowsClient;

/**
 * Batches of ids of one table, a number of them under way at once. Once the oldest is through, its
 * memory is used for the next one.
 */
final class RowsLoad implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final RowStep STEP = new RowStep(1, 1, 0);
  private static final int DRAWN_BATCHES = 32;
  private static final double TOLERANCE = 1e-4;

  private final List<RowsClient> clients = new ArrayList<>();
  private final long[][] ids;
  private final float[] rows;
  private final float[] gradients;
  private final boolean[] underWay;

  RowsLoad(List<RequestClient> servers, int table, int width, int batch, int outstanding) {
    for (int i = 0; i < outstanding; i++) {
      clients.add(new RowsClient(servers, table, width, DEADLINE));
    }
    ids = new long[DRAWN_BATCHES][batch];
    SplittableRandom random = new SplittableRandom(batch);
    for (long[] each : ids) {
      Arrays.setAll(each, i -> random.nextLong(RowsWorker.ROWS));
    }
    rows = new float[batch * width];
    gradients = new float[batch * width];
    Arrays.fill(gradients, 1);
    underWay = new boolean[outstanding];
  }

  /** Fails unless the servers have the table. */
  void connect() {
    clients.get(0).check();
  }

  /** Pushes a gradient of ones for every id of the table, in order. */
  void fill() {
    int batch = ids[0].length;
    long[] some = new long[batch];
    for (long first = 0; first < RowsWorker.ROWS; first += batch) {
      int count = (int) Math.min(batch, RowsWorker.ROWS - first);
      long start = first;
      Arrays.setAll(some, i -> start + i);
      clients.get(0).batch(some, count);
      clients.get(0).push(gradients, STEP);
    }
  }

  /** Fails unless rows are as one push has left them: each number has changed by the rate. */
  void check() {
    for (long[] batch : ids) {
      Arrays.fill(rows, 0);
      clients.get(0).pull(batch, batch.length, rows);
      for (float number : rows) {
        if (Math.abs(number + RowsWorker.RATE) > TOLERANCE) {
          throw new BenchmarkException(
              "Wrong row: " + number + " (must be " + -RowsWorker.RATE + " after one push)");
        }
      }
    }
  }

  /** Pulls so many batches. */
  void pull(int count) {
    run(count, RowsClient::startPull, client -> client.finishPull(rows));
  }

  /** Pushes so many batches. */
  void push(int count) {
    run(count, client -> client.startPush(gradients, STEP), RowsClient::finishPush);
  }

  private void run(int count, Consumer<RowsClient> start, Consumer<RowsClient> finish) {
    for (int i = 0; i < count + clients.size(); i++) {
      int slot = i % clients.size();
      RowsClient client = clients.get(slot);
      if (underWay[slot]) {
        finish.accept(client);
      }
      underWay[slot] = i < count;
      if (underWay[slot]) {
        long[] batch = ids[i % ids.length];
        client.batch(batch, batch.length);
        start.accept(client);
      }
    }
  }

  @Override
  public void close() {
    clients.forEach(RowsClient::close);
  }
}
