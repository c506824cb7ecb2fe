package org.coherer.training.transport.shm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A single-producer, single-consumer ring buffer of bytes between two processes, in memory that
 * both have mapped. Neither side ever blocks or locks.
 *
 * <p>Two counters hold how many bytes have been written and read since the beginning. One side
 * alone writes each counter, after the bytes are in place (release); the other reads it before it
 * touches them (acquire). Each has a cache line of its own.
 *
 * @see <a href="https://doi.org/10.1145/357980.358007">Lamport, 1983</a>, for the queue of one
 *     writer and one reader without locks
 */
final class ByteRing {

  /** The size of the two counters, two cache lines apart from each other and from anything else. */
  static final int COUNTER_BYTES = 512;

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int WRITTEN = 128;
  private static final int READ = 256;

  private final ByteBuffer counters;
  private final ByteBuffer data;
  private long written;
  private long read;

  /**
   * Uses zeroed memory: {@link #COUNTER_BYTES} of counters, and the data, a multiple of 4 bytes.
   */
  ByteRing(ByteBuffer counters, ByteBuffer data) {
    this.counters = counters;
    this.data = data;
  }

  /** Copies as many bytes as fit in one piece; returns how many. */
  int put(ByteBuffer source) throws ProtocolException {
    int at = (int) (written % data.capacity());
    int free = (int) Math.min(data.capacity() - inRing(), data.capacity() - at);
    int count = Math.min(free, source.remaining());
    if (count > 0) {
      data.put(at, source, source.position(), count);
      source.position(source.position() + count);
      written += count;
      LONG.setRelease(counters, WRITTEN, written);
    }
    return count;
  }

  private long inRing() throws ProtocolException {
    return checked(written - (long) LONG.getAcquire(counters, READ));
  }

  /**
   * Returns a view of the arrived bytes that lie in one piece, up to a limit; they stay until
   * {@link #release}.
   */
  ByteBuffer peek(int maxBytes) throws ProtocolException {
    int at = (int) (read % data.capacity());
    long available = checked((long) LONG.getAcquire(counters, WRITTEN) - read);
    int count = (int) Math.min(Math.min(available, maxBytes), data.capacity() - at);
    return data.slice(at, count).order(ByteOrder.nativeOrder());
  }

  /** Frees bytes that {@link #peek} has returned. */
  void release(int count) {
    read += count;
    LONG.setRelease(counters, READ, read);
  }

  private long checked(long bytes) throws ProtocolException {
    if (bytes < 0 || bytes > data.capacity()) {
      throw new ProtocolException(
          "shared memory is corrupt: " + bytes + " of " + data.capacity() + " bytes in use");
    }
    return bytes;
  }
}
