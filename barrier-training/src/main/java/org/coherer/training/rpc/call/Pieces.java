package org.coherer.training.rpc.call;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Goes once through a content that lies in several buffers, window by window. Not thread-safe.
 *
 * <p>A window is limited since Java copies heap memory to and from memory off the heap, as much at
 * once as a call may move.
 */
public final class Pieces {

  /** Stands for the target of bytes that nobody wants. */
  public static final Pieces NOWHERE = new Pieces();

  private final ByteBuffer[] buffers;
  private final int[] starts;
  private int at;
  private int end;
  private int fullLimit = -1;
  private long left;

  /** Goes through the remaining bytes of buffers, whose positions stay. */
  public Pieces(ByteBuffer... content) {
    buffers = Contents.views(content);
    starts = new int[buffers.length];
    left = Contents.bytes(content);
  }

  /** Returns how many bytes are still to be moved. */
  public long left() {
    return left;
  }

  /**
   * Puts the buffers of the next window into an array, from an index; to be followed by {@link
   * #settle}.
   *
   * @return the index behind them
   */
  public int window(ByteBuffer[] parts, int from, int maxBytes) {
    while (at < buffers.length && !buffers[at].hasRemaining()) {
      at++;
    }
    int free = maxBytes;
    int next = from;
    for (end = at; end < buffers.length && next < parts.length && free > 0; end++) {
      ByteBuffer buffer = buffers[end];
      starts[end] = buffer.position();
      if (buffer.remaining() > free) {
        fullLimit = buffer.limit();
        buffer.limit(buffer.position() + free);
      }
      free -= buffer.remaining();
      parts[next++] = buffer;
    }
    return next;
  }

  /** Takes note of the bytes of the window that were moved, and adds them to a checksum. */
  public long settle(CRC32C checksum) {
    for (int i = at; i < end; i++) {
      ByteBuffer buffer = buffers[i];
      checksum.update(buffer.duplicate().limit(buffer.position()).position(starts[i]));
    }
    return settle();
  }

  /** Takes note of the bytes of the window that were moved; returns how many. */
  public long settle() {
    long moved = 0;
    for (int i = at; i < end; i++) {
      moved += buffers[i].position() - starts[i];
    }
    if (fullLimit >= 0) {
      buffers[end - 1].limit(fullLimit);
      fullLimit = -1;
    }
    end = at;
    left -= moved;
    return moved;
  }

  /** Copies the bytes that are still to be moved. */
  public void copyTo(ByteBuffer target) {
    Contents.copy(buffers, target);
  }

  /** Fills the next bytes with those of a buffer, as far as either goes. */
  public void put(ByteBuffer source) {
    while (source.hasRemaining() && left > 0) {
      while (!buffers[at].hasRemaining()) {
        at++;
      }
      ByteBuffer buffer = buffers[at];
      int count = Math.min(source.remaining(), buffer.remaining());
      buffer.put(buffer.position(), source, source.position(), count);
      buffer.position(buffer.position() + count);
      source.position(source.position() + count);
      left -= count;
    }
  }
}
