package org.coherer.training.server.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.coherer.training.vector.OffHeap;

/**
 * Memory off the heap for answers: as many buffers as threads have needed at the same time, each as
 * large as the largest answer that it was used for. Thread-safe.
 */
final class AnswerBuffers implements AutoCloseable {

  private final Deque<ByteBuffer> idle = new ArrayDeque<>();
  private boolean closed;

  /** Returns a buffer in native order whose remaining bytes are so many, with any content. */
  ByteBuffer take(int bytes) {
    ByteBuffer last;
    synchronized (this) {
      last = idle.pollLast();
    }
    if (last != null && last.capacity() >= bytes) {
      return last.clear().limit(bytes);
    }
    if (last != null) {
      OffHeap.free(last);
    }
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Takes a buffer back. */
  void give(ByteBuffer buffer) {
    synchronized (this) {
      if (!closed) {
        idle.addLast(buffer);
        return;
      }
    }
    OffHeap.free(buffer);
  }

  /** Frees all memory, that of buffers that are in use once they are given back. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(OffHeap::free);
    idle.clear();
  }
}
