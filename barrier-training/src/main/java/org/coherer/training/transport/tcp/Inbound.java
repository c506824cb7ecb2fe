package org.coherer.training.transport.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;
import org.coherer.training.transport.RunIdentity;

/**
 * The receiving half of a connection. A frame's header is read as soon as it comes and checked
 * before anything else is read or allocated; data then stays in the socket until it is awaited,
 * while an abort or a goodbye is taken in at once.
 */
final class Inbound {

  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

  private final SocketChannel channel;
  private final RunIdentity identity;
  private final int sender;
  private final ByteBuffer headerBytes = ByteBuffer.allocateDirect(FrameHeader.BYTES);
  private final ByteBuffer trailer = ByteBuffer.allocateDirect(FrameHeader.TRAILER_BYTES);
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer[] parts = {EMPTY, trailer};

  private long sequence;
  private FrameHeader header;
  private PayloadSink body;
  private long bytesLeft;
  private PayloadSink awaited;
  private long awaitedStep;
  private boolean goodbye;
  private boolean ended;

  Inbound(SocketChannel channel, RunIdentity identity, int sender) {
    this.channel = channel;
    this.identity = identity;
    this.sender = sender;
  }

  /** Awaits a message of the sink's length. */
  void await(long step, PayloadSink sink) {
    awaitedStep = step;
    awaited = sink;
  }

  /** Returns whether an awaited message is not complete yet. */
  boolean awaiting() {
    return awaited != null;
  }

  /** Returns how many bytes of the awaited payload have not come yet. */
  long bytesLeft() {
    return body == null ? awaited.totalBytes() : bytesLeft;
  }

  /** Returns whether more can be read now: not at the end, and not data that nobody awaits. */
  boolean readable() {
    boolean parked = header != null && body == null && awaited == null;
    return !ended && !parked;
  }

  /**
   * Reads what the socket has; returns whether that was anything.
   *
   * @throws PeerAbortException if it was an abort
   * @throws ProtocolException if it was not what had to come
   * @throws IOException if the connection is lost
   */
  boolean advance() throws IOException {
    if (ended) {
      return atEnd();
    }
    boolean moved = false;
    if (header == null) {
      moved = readHeader();
    }
    if (header != null && body == null) {
      body = sinkOf(header);
      if (body != null) {
        beginBody();
      }
    }
    return body != null ? readBody() || moved : moved;
  }

  private boolean readHeader() throws IOException {
    int count = channel.read(headerBytes);
    if (count < 0) {
      ended = true;
      return atEnd();
    }
    if (!headerBytes.hasRemaining()) {
      FrameHeader next = FrameHeader.decode(headerBytes);
      next.checkNext(identity, sender, sequence);
      headerBytes.clear();
      sequence++;
      header = next;
    }
    return count > 0;
  }

  /** Returns where the payload goes, or null if it is data that nobody awaits yet. */
  private PayloadSink sinkOf(FrameHeader frame) throws ProtocolException {
    if (frame.type() != FrameType.DATA) {
      return new TextSink((int) frame.payloadBytes());
    }
    if (awaited != null) {
      frame.checkAwaited(awaitedStep, awaited.totalBytes());
    }
    return awaited;
  }

  private void beginBody() {
    bytesLeft = header.payloadBytes();
    checksum.reset();
    trailer.clear();
  }

  private boolean readBody() throws IOException {
    ByteBuffer window = body.window();
    boolean last = window.remaining() == bytesLeft;
    trailer.limit(last ? FrameHeader.TRAILER_BYTES : 0);
    parts[0] = window;
    int start = window.position();
    long count = channel.read(parts);
    if (count < 0) {
      throw new EOFException("connection closed in the middle of a message");
    }
    int got = window.position() - start;
    if (got > 0) {
      checksum.update(window.duplicate().flip().position(start));
      bytesLeft -= got;
      body.advanced();
    }
    if (last && !trailer.hasRemaining()) {
      finish();
    }
    return count > 0;
  }

  private void finish() throws IOException {
    if (trailer.getInt(0) != (int) checksum.getValue()) {
      throw new ProtocolException("the checksum of a payload does not match");
    }
    FrameHeader done = header;
    PayloadSink sink = body;
    header = null;
    body = null;
    switch (done.type()) {
      case DATA -> awaited = null;
      case ABORT -> throw new PeerAbortException(done.step(), ((TextSink) sink).text());
      case GOODBYE -> goodbye = true;
    }
  }

  private boolean atEnd() throws EOFException {
    if (goodbye && awaited == null) {
      return false;
    }
    throw new EOFException(
        goodbye
            ? "it is done and has closed the connection, but a message is awaited"
            : headerBytes.position() == 0
                ? "connection closed"
                : "connection closed in the middle of a message");
  }
}
