package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.coherer.training.rpc.call.BufferPool;
import org.coherer.training.transport.SentBytes;
import org.coherer.training.transport.link.Link;
import org.coherer.training.transport.tcp.Wire;
import org.coherer.training.vector.OffHeap;

/**
 * The sending half of a connection. Frames leave in the order in which they are added. Small ones
 * are copied, so that many leave with one system call; the contents of others are sent from where
 * they are. Thread-safe.
 *
 * <p>Two buffers change places: any thread adds to one of them while another thread writes the
 * other.
 */
final class FrameWriter implements AutoCloseable {

  /** Contents up to this size are copied: a copy costs less than another part of a system call. */
  static final int SMALL_BYTES = 8 * 1024;

  private static final int STAGING_BYTES = 64 * 1024;
  private static final int MOST_PARTS = 128;
  private static final ByteBuffer[] NOTHING = {};

  private final Wire wire;

  /** Held while bytes are written; taken before the monitor of this object. */
  private final ReentrantLock writing = new ReentrantLock();

  private ByteBuffer filling = ByteBuffer.allocateDirect(STAGING_BYTES);
  private final Deque<OutgoingFrame> queue = new ArrayDeque<>();
  private boolean closed;

  private ByteBuffer staged = ByteBuffer.allocateDirect(STAGING_BYTES).limit(0);
  private OutgoingFrame large;
  private final ByteBuffer[] parts = new ByteBuffer[MOST_PARTS];
  private volatile boolean unfinished;
  private volatile long lastMovedNanos = System.nanoTime();

  FrameWriter(Wire wire) {
    this.wire = wire;
  }

  /**
   * Adds a frame; {@link #flush} sends it.
   *
   * @param sent called once no byte of the content is needed any more, maybe before this returns
   * @return the frame, or null if its content is not needed any more
   */
  OutgoingFrame add(FrameHeader header, ByteBuffer[] content, Runnable sent) {
    synchronized (this) {
      if (!closed && !stage(header, content)) {
        OutgoingFrame frame = new OutgoingFrame(header, content, sent);
        queue.add(frame);
        return frame;
      }
    }
    sent.run();
    return null;
  }

  private boolean stage(FrameHeader header, ByteBuffer[] content) {
    if (!queue.isEmpty() || !fits(header, filling)) {
      return false;
    }
    header.encode(filling);
    for (ByteBuffer each : content) {
      filling.put(each.duplicate());
    }
    return true;
  }

  private static boolean fits(FrameHeader header, ByteBuffer staging) {
    return header.length() <= SMALL_BYTES
        && FrameHeader.BYTES + header.length() <= staging.remaining();
  }

  /**
   * Sees to it that the content of a frame is not touched any more.
   *
   * @return false if that cannot be, since part of it was sent
   */
  boolean withdraw(OutgoingFrame frame) {
    writing.lock();
    try {
      synchronized (this) {
        queue.remove(frame);
        return frame != large;
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * Copies what is still to be sent of a frame, so that the caller may change its content. A {@link
   * #flush} has to follow: one of another thread may have done nothing meanwhile.
   */
  void detach(OutgoingFrame frame, BufferPool pool) {
    writing.lock();
    try {
      synchronized (this) {
        if (!closed) {
          frame.detach(pool);
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * Sends as much as the socket takes now.
   *
   * @return whether the rest has to wait until it takes more
   */
  boolean flush() throws IOException {
    while (pending()) {
      if (!writing.tryLock()) {
        return false; // Whoever holds it looks again before it leaves.
      }
      try {
        if (!drain()) {
          return true;
        }
      } finally {
        writing.unlock();
      }
    }
    return false;
  }

  /** Returns whether something is still to be sent. */
  boolean pending() {
    if (unfinished) {
      return true;
    }
    synchronized (this) {
      return !closed && (filling.position() > 0 || !queue.isEmpty());
    }
  }

  /** Returns when the socket took bytes last. */
  long lastMovedNanos() {
    return lastMovedNanos;
  }

  private boolean drain() throws IOException {
    while (staged.hasRemaining() || large != null || load()) {
      if (!moved(write())) {
        return false;
      }
    }
    while (!wire.flushed()) {
      if (!moved(wire.write(NOTHING))) {
        return false;
      }
    }
    unfinished = false;
    return true;
  }

  private boolean moved(long bytes) {
    if (bytes > 0) {
      SentBytes.REQUESTS.add(bytes);
      lastMovedNanos = System.nanoTime();
    }
    return bytes > 0;
  }

  private long write() throws IOException {
    parts[0] = staged;
    int count = large == null ? 1 : large.content().window(parts, 1, Link.WINDOW_BYTES);
    long moved;
    try {
      moved = wire.write(Arrays.copyOf(parts, count));
    } finally {
      if (large != null) {
        large.content().settle();
      }
    }
    if (large != null && large.content().left() == 0) {
      OutgoingFrame done = large;
      large = null;
      done.finish();
    }
    return moved;
  }

  /** Takes over what was added meanwhile; returns whether there is anything. */
  private synchronized boolean load() {
    if (closed) {
      return false;
    }
    ByteBuffer empty = staged.clear();
    staged = filling;
    filling = empty;
    while (large == null && !queue.isEmpty()) {
      FrameHeader header = queue.peek().header();
      boolean small = fits(header, staged);
      if (!small && (header.length() <= SMALL_BYTES || staged.remaining() < FrameHeader.BYTES)) {
        break; // There is no space left for it: it is the first of the next ones.
      }
      OutgoingFrame frame = queue.poll();
      header.encode(staged);
      if (small) {
        frame.content().copyTo(staged);
        frame.finish();
      } else {
        large = frame;
      }
    }
    staged.flip();
    unfinished = unfinished || staged.hasRemaining();
    return staged.hasRemaining();
  }

  /** Drops what is not sent, and frees the memory. The wire is closed by then. */
  @Override
  public void close() {
    writing.lock();
    try {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
        unfinished = false;
        OffHeap.free(filling);
        OffHeap.free(staged);
        filling = ByteBuffer.allocate(0);
        staged = ByteBuffer.allocate(0);
      }
      if (large != null) {
        large.finish();
        large = null;
      }
      queue.forEach(OutgoingFrame::finish);
      queue.clear();
    } finally {
      writing.unlock();
    }
  }
}
