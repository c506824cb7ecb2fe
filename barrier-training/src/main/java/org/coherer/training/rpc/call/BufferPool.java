package org.coherer.training.rpc.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.coherer.training.vector.OffHeap;

/**
 * Memory off the heap for contents that wait: taken, given back, and taken again. Thread-safe.
 *
 * <p>Sizes are rounded up by a quarter at most. Idle memory is kept up to a bound, and freed when
 * the pool is closed. What is taken at that time is freed when it is given back, or by the garbage
 * collector if it never is: somebody may still read it.
 */
public final class BufferPool implements AutoCloseable {

  private static final int LEAST_BYTES = 256;

  /** Four sizes between one power of two and the next. */
  private static final int STEPS = 4;

  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

  private final long mostIdleBytes;
  private final Deque<ByteBuffer>[] idle;
  private long idleBytes;
  private boolean closed;

  /** Keeps so many bytes of idle memory at most. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Arrays of generic types cannot be made.
  public BufferPool(long mostIdleBytes) {
    this.mostIdleBytes = mostIdleBytes;
    idle = new Deque[Integer.SIZE * STEPS];
  }

  /** Returns memory for so many bytes, in native order, from position 0. */
  public ByteBuffer take(int bytes) {
    if (bytes == 0) {
      return EMPTY;
    }
    int capacity = capacityFor(bytes);
    ByteBuffer found = poll(capacity);
    ByteBuffer buffer = found == null ? ByteBuffer.allocateDirect(capacity) : found;
    return buffer.clear().limit(bytes).order(ByteOrder.nativeOrder());
  }

  private synchronized ByteBuffer poll(int capacity) {
    Deque<ByteBuffer> sameSize = idle[index(capacity)];
    ByteBuffer found = sameSize == null ? null : sameSize.pollFirst();
    idleBytes -= found == null ? 0 : capacity;
    return found;
  }

  /** Gives back what {@link #take} has returned; nobody may use it any more. */
  public void give(ByteBuffer buffer) {
    if (buffer.capacity() > 0 && !keep(buffer)) {
      OffHeap.free(buffer);
    }
  }

  private synchronized boolean keep(ByteBuffer buffer) {
    if (closed || idleBytes + buffer.capacity() > mostIdleBytes) {
      return false;
    }
    int index = index(buffer.capacity());
    if (idle[index] == null) {
      idle[index] = new ArrayDeque<>();
    }
    idle[index].addFirst(buffer);
    idleBytes += buffer.capacity();
    return true;
  }

  /** Returns how many bytes are idle. */
  public synchronized long idleBytes() {
    return idleBytes;
  }

  private static int capacityFor(int bytes) {
    int atLeast = Math.max(bytes, LEAST_BYTES);
    int step = Integer.highestOneBit(atLeast) / STEPS;
    return (atLeast + step - 1) / step * step;
  }

  private static int index(int capacity) {
    int power = Integer.highestOneBit(capacity);
    return STEPS * Integer.numberOfTrailingZeros(power) + (capacity - power) / (power / STEPS);
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Deque<ByteBuffer> sameSize : idle) {
      if (sameSize != null) {
        sameSize.forEach(OffHeap::free);
        sameSize.clear();
      }
    }
    idleBytes = 0;
  }
}
