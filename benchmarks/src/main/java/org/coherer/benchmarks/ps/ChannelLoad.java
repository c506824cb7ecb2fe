package org.coherer.benchmarks.ps;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.training.rpc.RequestClient;

/**
 * Requests of one size, a number of them under way at once, each answered by its own content. Once
 * the oldest is answered, its buffers are used for the next one.
 */
final class ChannelLoad {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int PERIOD = 251;
  private static final int METHOD = 1;

  private final RequestClient client;
  private final ByteBuffer[][] bodies;
  private final ByteBuffer[][] answers;
  private final CompletableFuture<?>[] underWay;

  ChannelLoad(RequestClient client, int bytes, int outstanding) {
    this.client = client;
    bodies = buffers(bytes, outstanding);
    answers = buffers(bytes, outstanding);
    underWay = new CompletableFuture<?>[outstanding];
  }

  private static ByteBuffer[][] buffers(int bytes, int outstanding) {
    ByteBuffer[][] buffers = new ByteBuffer[outstanding][];
    for (int i = 0; i < outstanding; i++) {
      buffers[i] = new ByteBuffer[] {ByteBuffer.allocateDirect(bytes)};
    }
    return buffers;
  }

  /** Fails unless each answer has the bytes of its request. */
  void check() {
    for (int slot = 0; slot < bodies.length; slot++) {
      ByteBuffer body = bodies[slot][0];
      for (int i = 0; i < body.capacity(); i++) {
        body.put(i, (byte) (slot + i % PERIOD));
      }
    }
    requests(bodies.length);
    for (int slot = 0; slot < bodies.length; slot++) {
      int wrong = bodies[slot][0].mismatch(answers[slot][0]);
      if (wrong >= 0) {
        throw new BenchmarkException(
            "Wrong bytes: byte " + wrong + " of answer " + slot + " is not that of the request");
      }
    }
  }

  /** Sends so many requests, and waits for the last answer. */
  void requests(long count) {
    for (long i = 0; i < count; i++) {
      int slot = (int) (i % bodies.length);
      await(slot);
      underWay[slot] = client.send(METHOD, bodies[slot], answers[slot], DEADLINE);
    }
    for (int slot = 0; slot < bodies.length; slot++) {
      await(slot);
    }
  }

  private void await(int slot) {
    CompletableFuture<?> answer = underWay[slot];
    underWay[slot] = null;
    if (answer != null) {
      try {
        answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new BenchmarkException("A request failed: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchmarkException("Interrupted while waiting for an answer", e);
      }
    }
  }
}
