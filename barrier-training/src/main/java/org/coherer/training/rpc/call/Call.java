package org.coherer.training.rpc.call;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A request of a client that is under way. Thread-safe. */
public final class Call {

  /** About 146 years. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

  private final int method;
  private final ByteBuffer[] into;
  private final long capacity;
  private final Duration deadline;
  private final long startNanos = System.nanoTime();
  private final long deadlineNanos;
  private final CompletableFuture<Long> future = new CompletableFuture<>();
  private boolean done;

  /**
   * Describes a request.
   *
   * @param into receives the answer
   * @param deadline how long the answer may take from now on
   */
  public Call(int method, ByteBuffer[] into, Duration deadline) {
    this.method = method;
    this.into = Contents.views(into);
    this.capacity = Contents.bytes(into);
    this.deadline = deadline;
    this.deadlineNanos =
        deadline.compareTo(Duration.ofNanos(LONGEST_NANOS)) >= 0
            ? LONGEST_NANOS
            : deadline.toNanos();
  }

  /** Returns what is asked for. */
  public int method() {
    return method;
  }

  /** Returns how many bytes the answer has space for. */
  public long capacity() {
    return capacity;
  }

  /** Returns how long the answer may take. */
  public Duration deadline() {
    return deadline;
  }

  /** Returns how long the answer may still take; not positive once it is too late. */
  public long nanosLeft(long now) {
    return deadlineNanos - (now - startNanos);
  }

  /** Returns the future of the number of bytes of the answer. */
  public CompletableFuture<Long> future() {
    return future;
  }

  /** Returns where the answer is to be read to. */
  public Pieces target() {
    return new Pieces(into);
  }

  /**
   * Copies an answer that fits, unless the call is done. From then on it is, and only {@link
   * #complete} may follow.
   *
   * @return whether it was copied
   */
  public synchronized boolean fill(ByteBuffer... answer) {
    if (done) {
      return false;
    }
    done = true;
    Pieces target = target();
    for (ByteBuffer each : answer) {
      target.put(each.duplicate());
    }
    return true;
  }

  /** Says that no buffer is touched any more; returns false if that was said before. */
  public synchronized boolean end() {
    boolean first = !done;
    done = true;
    return first;
  }

  /** Completes the future of a call that has ended. */
  public void complete(long bytes) {
    future.complete(bytes);
  }

  /** Completes the future of a call that has ended. */
  public void fail(RuntimeException failure) {
    future.completeExceptionally(failure);
  }
}
