package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.link.FrameHeader;
import org.coherer.training.transport.link.FrameType;
import org.coherer.training.transport.link.Link;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.VectorReader;

/**
 * The sending half of a connection: one frame at a time, as fast as the socket takes it. Payloads
 * are sent from the vector's own memory. Thread-safe, so that the heartbeat thread can send beside
 * the training thread.
 */
final class Outbound {

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final Wire wire;
  private final RunIdentity identity;
  private final int rank;
  private final boolean checksums;
  private final ByteBuffer header = ByteBuffer.allocateDirect(FrameHeader.BYTES).limit(0);
  private final ByteBuffer trailer = ByteBuffer.allocateDirect(FrameHeader.TRAILER_BYTES).limit(0);
  private final CRC32C checksum = new CRC32C();

  /** Header, window, trailer: written together, so that a small frame is one system call. */
  private final ByteBuffer[] parts = {header, NOTHING, trailer};

  private FrameHeader frame;
  private VectorReader windows;
  private long bytesToLoad;
  private boolean loaded = true;
  private long sequence;
  private long vectorBytes;
  private FlatVector queued;
  private FrameType queuedType;
  private long queuedStep;
  private boolean cancelled;

  /** Sends frames of one rank of one run, with or without checksums of payloads. */
  Outbound(Wire wire, RunIdentity identity, int rank, boolean checksums) {
    this.wire = wire;
    this.identity = identity;
    this.rank = rank;
    this.checksums = checksums;
  }

  /** Starts to send a vector, which must not change until {@link #sendingVector} is false. */
  synchronized void begin(FrameType type, long step, FlatVector vector) {
    if (sendingVector()) {
      throw new IllegalStateException("A vector is begun before the previous one was sent");
    }
    queued = vector;
    queuedType = type;
    vectorBytes = vector.length() * Float.BYTES;
    queuedStep = step;
    if (idle()) {
      beginQueued();
    }
  }

  /**
   * Starts a frame with a short payload, unless another one is in progress; returns whether it did.
   */
  synchronized boolean begin(FrameType type, long step, ByteBuffer payload) {
    if (!idle() || cancelled) {
      return false;
    }
    windows = null;
    begin(type, step, payload.remaining(), payload);
    return true;
  }

  /** Returns whether a vector was not sent completely yet. */
  synchronized boolean sendingVector() {
    return queued != null || (frame != null && frame.type().isVector() && !idle());
  }

  /** Returns whether no frame is in progress. */
  synchronized boolean idle() {
    return loaded
        && !header.hasRemaining()
        && !parts[1].hasRemaining()
        && !trailer.hasRemaining()
        && wire.flushed();
  }

  /** Returns how many bytes of the vector the socket has not taken yet. */
  synchronized long bytesLeft() {
    return queued != null ? vectorBytes : sendingVector() ? bytesToLoad + parts[1].remaining() : 0;
  }

  /** Returns how many bytes of the vector begun last the socket has taken. */
  synchronized long bytesTaken() {
    return vectorBytes - bytesLeft();
  }

  /** Writes as much as the socket takes now; returns whether it took anything. */
  synchronized boolean advance() throws IOException {
    if (cancelled || idle()) {
      return false;
    }
    if (!loaded && !parts[1].hasRemaining()) {
      load(windows.next(Link.WINDOW_BYTES));
    }
    boolean moved = wire.write(parts) > 0;
    if (queued != null && idle()) {
      beginQueued();
      moved = true;
    }
    return moved;
  }

  /** Drops the vector in progress. If part of it was sent, nothing is sent any more. */
  synchronized void cancel() {
    cancelled = cancelled || sendingVector();
    queued = null;
    windows = null;
    parts[1] = NOTHING;
  }

  private void beginQueued() {
    windows = new VectorReader(queued);
    queued = null;
    begin(queuedType, queuedStep, vectorBytes, windows.next(Link.WINDOW_BYTES));
  }

  private void begin(FrameType type, long step, long payloadBytes, ByteBuffer first) {
    boolean checksummed = checksums && payloadBytes > 0;
    frame = new FrameHeader(type, checksummed, identity, rank, step, sequence, payloadBytes);
    sequence++;
    frame.encode(header);
    checksum.reset();
    loaded = false;
    bytesToLoad = payloadBytes;
    load(first);
  }

  private void load(ByteBuffer window) {
    parts[1] = window;
    bytesToLoad -= window.remaining();
    if (frame.checksummed()) {
      checksum.update(window.duplicate());
    }
    if (bytesToLoad == 0) {
      loaded = true;
      if (frame.checksummed()) {
        trailer.clear().putInt((int) checksum.getValue()).flip();
      }
    }
  }
}
