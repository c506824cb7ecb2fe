package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.coherer.training.vector.OffHeap;

/**
 * How much memory off the heap the tables of a server may take, all together. Whatever they
 * allocate is taken from here first, and returned when it is freed, so {@link #used} is exact.
 * Thread-safe.
 *
 * <p>The Java runtime has a limit of its own ({@code -XX:MaxDirectMemorySize}, by default that of
 * the heap). Where it refuses what the budget would allow, that counts as a refusal of the budget,
 * which from then on asks it for less: a refusal of its takes half a second.
 */
public final class MemoryBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /** The limit, or what the Java runtime has been found to allow. */
  private final AtomicLong allowed;

  /** Allows so many bytes, at least 1. */
  public MemoryBudget(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "Invalid memory limit of embedding tables " + limit + " (must be at least 1 byte)");
    }
    this.limit = limit;
    allowed = new AtomicLong(limit);
  }

  /** Returns the bytes that are allowed. */
  public long limit() {
    return limit;
  }

  /** Returns the bytes that are allocated. */
  public long used() {
    return used.get();
  }

  /** Returns a buffer of zeros in native order, or null if the limit does not allow it. */
  ByteBuffer allocate(long bytes) {
    if (bytes > Integer.MAX_VALUE || !reserve(bytes)) {
      return null;
    }
    try {
      return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      long refused = used.getAndAdd(-bytes);
      allowed.accumulateAndGet(refused - 1, Math::min);
      return null;
    }
  }

  /** Frees a buffer that {@link #allocate} has returned; nobody may use it any more. */
  void free(ByteBuffer buffer) {
    used.addAndGet(-buffer.capacity());
    OffHeap.free(buffer);
  }

  private boolean reserve(long bytes) {
    for (long before = used.get(); before <= allowed.get() - bytes; before = used.get()) {
      if (used.compareAndSet(before, before + bytes)) {
        return true;
      }
    }
    return false;
  }
}
