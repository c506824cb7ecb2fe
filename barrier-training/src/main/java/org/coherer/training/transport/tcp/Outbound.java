package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;
import org.coherer.training.vector.FlatVector;

/**
 * The sending half of a connection: one frame at a time, as fast as the socket takes it. Payloads
 * go out of the vector's own memory.
 */
final class Outbound {

  private final SocketChannel channel;
  private final ByteBuffer header = ByteBuffer.allocateDirect(FrameHeader.BYTES).limit(0);
  private final ByteBuffer trailer = ByteBuffer.allocateDirect(FrameHeader.TRAILER_BYTES).limit(0);
  private final CRC32C checksum = new CRC32C();

  /** Header, window, trailer: written together, so that a small frame is one system call. */
  private final ByteBuffer[] parts = {header, ByteBuffer.allocate(0), trailer};

  private SegmentWindows windows;
  private long bytesToLoad;
  private boolean sealed = true;
  private long sequence;

  Outbound(SocketChannel channel) {
    this.channel = channel;
  }

  /** Returns whether no frame is under way. */
  boolean idle() {
    return sealed && !trailer.hasRemaining();
  }

  /** Returns the number of frames begun so far, which is the number of the next one. */
  long sequence() {
    return sequence;
  }

  /** Returns how many bytes of the payload the socket has not taken yet. */
  long bytesLeft() {
    return bytesToLoad + parts[1].remaining();
  }

  /** Starts a frame; its payload must not change until {@link #idle}. */
  void begin(FrameHeader frame, FlatVector payload) {
    begin(frame, new SegmentWindows(payload), ByteBuffer.allocate(0));
  }

  /** Starts a frame with a short payload on the heap. */
  void begin(FrameHeader frame, ByteBuffer payload) {
    begin(frame, new SegmentWindows(FlatVector.allocate(0)), payload);
  }

  private void begin(FrameHeader frame, SegmentWindows rest, ByteBuffer first) {
    if (!idle()) {
      throw new IllegalStateException("Frame " + sequence + " begun before the one before it left");
    }
    sequence++;
    frame.encode(header);
    checksum.reset();
    sealed = false;
    bytesToLoad = frame.payloadBytes();
    windows = rest;
    load(first.hasRemaining() ? first : windows.next());
  }

  /** Writes as much as the socket takes now; returns whether it took anything. */
  boolean advance() throws IOException {
    if (idle()) {
      return false;
    }
    if (!sealed && !parts[1].hasRemaining()) {
      load(windows.next());
    }
    return channel.write(parts) > 0;
  }

  private void load(ByteBuffer window) {
    parts[1] = window;
    bytesToLoad -= window.remaining();
    checksum.update(window.duplicate());
    if (bytesToLoad == 0) {
      trailer.clear().putInt((int) checksum.getValue()).flip();
      sealed = true;
    }
  }
}
