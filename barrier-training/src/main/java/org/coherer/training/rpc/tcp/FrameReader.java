package org.coherer.training.rpc.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.coherer.training.rpc.call.Pieces;
import org.coherer.training.transport.link.Link;
import org.coherer.training.transport.tcp.Wire;
import org.coherer.training.vector.OffHeap;

/**
 * The receiving half of a connection. Reads many small frames with one system call; what is left of
 * a long content is read to where it belongs. Used by one thread.
 */
final class FrameReader implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MOST_PARTS = 128;

  private final Wire wire;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer[] parts = new ByteBuffer[MOST_PARTS];
  private ByteBuffer buffered = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
  private FrameHeader header;
  private Pieces target;
  private long left;

  FrameReader(Wire wire) {
    this.wire = wire;
  }

  /**
   * Reads once and passes on what has arrived.
   *
   * @return whether more may have arrived that the receiver can take
   * @throws EOFException if the connection is closed
   * @throws ProtocolException if the bytes are no frames, or none that the receiver takes
   */
  boolean advance(FrameReceiver receiver) throws IOException {
    if (!pass(receiver)) {
      return false;
    }
    boolean full = fill();
    return pass(receiver) && full;
  }

  /** Reads the content that is being read to nowhere from now on. */
  void discard() {
    target = Pieces.NOWHERE;
  }

  /** Passes on what is buffered; returns false if the next frame has to wait. */
  private boolean pass(FrameReceiver receiver) throws ProtocolException {
    while (header != null || buffered.remaining() >= FrameHeader.BYTES) {
      if (header == null) {
        header = FrameHeader.decode(buffered);
        target = null;
      }
      if (target == null && !begin(receiver)) {
        return false;
      }
      take();
      if (left > 0) {
        return true;
      }
      finish(receiver);
    }
    return true;
  }

  private boolean begin(FrameReceiver receiver) throws ProtocolException {
    target = receiver.begin(header);
    left = header.length();
    crc.reset();
    return target != null;
  }

  private boolean wanted() {
    return target != Pieces.NOWHERE;
  }

  /** Takes what is buffered of the content. */
  private void take() {
    int count = (int) Math.min(left, buffered.remaining());
    ByteBuffer bytes = buffered.duplicate().limit(buffered.position() + count);
    if (wanted() && count > 0) {
      if (header.checksum().present()) {
        crc.update(bytes.duplicate());
      }
      target.put(bytes);
    }
    buffered.position(buffered.position() + count);
    left -= count;
  }

  private void finish(FrameReceiver receiver) throws ProtocolException {
    FrameHeader done = header;
    if (wanted()
        && done.checksum().present()
        && !done.checksum().equals(FrameHeader.Checksum.of(crc))) {
      throw new ProtocolException("the checksum of a content does not match");
    }
    header = null;
    receiver.end(done);
    target = null;
  }

  /** Reads what the socket has; returns whether that was as much as there was space for. */
  private boolean fill() throws IOException {
    boolean direct = header != null && wanted();
    buffered.compact();
    int count = 0;
    if (direct) {
      count = target.window(parts, 0, (int) Math.min(left, Link.WINDOW_BYTES));
    }
    long space = spaceOf(count);
    if (!direct || (space == left && count < parts.length)) {
      parts[count++] = buffered;
      space += buffered.remaining();
    }
    long got;
    try {
      got = wire.read(Arrays.copyOf(parts, count));
    } finally {
      buffered.flip();
      if (direct) {
        left -= header.checksum().present() ? target.settle(crc) : target.settle();
      }
    }
    if (got < 0) {
      throw new EOFException(
          header == null && !buffered.hasRemaining()
              ? "connection closed"
              : "connection closed in the middle of a message");
    }
    return got == space;
  }

  private long spaceOf(int count) {
    long space = 0;
    for (int i = 0; i < count; i++) {
      space += parts[i].remaining();
    }
    return space;
  }

  @Override
  public void close() {
    OffHeap.free(buffered);
    buffered = ByteBuffer.allocate(0);
    Arrays.fill(parts, null);
  }
}
