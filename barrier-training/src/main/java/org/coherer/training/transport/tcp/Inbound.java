package org.coherer.training.transport.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.link.AbortReceivedException;
import org.coherer.training.transport.link.Expected;
import org.coherer.training.transport.link.FrameHeader;
import org.coherer.training.transport.link.FrameType;

/**
 * The receiving half of a connection. A frame's header is read as soon as it arrives and checked
 * before anything else is read or allocated. A vector then stays in the socket until it is awaited;
 * all other payloads are read at once.
 */
final class Inbound {

  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

  private final Wire wire;
  private final RunIdentity identity;
  private final int sender;
  private final boolean checksums;
  private final ByteBuffer headerBytes = ByteBuffer.allocateDirect(FrameHeader.BYTES);
  private final ByteBuffer[] headerPart = {headerBytes};
  private final ByteBuffer trailer = ByteBuffer.allocateDirect(FrameHeader.TRAILER_BYTES);
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer[] parts = {EMPTY, trailer};

  private long sequence;
  private FrameHeader header;
  private PayloadSink body;
  private long bytesLeft;
  private PayloadSink awaited;
  private FrameType awaitedType;
  private long awaitedStep;
  private ByteBuffer negotiation;
  private boolean goodbye;
  private boolean ended;

  /** Receives frames of one rank of one run, with or without checksums of payloads. */
  Inbound(Wire wire, RunIdentity identity, int sender, boolean checksums) {
    this.wire = wire;
    this.identity = identity;
    this.sender = sender;
    this.checksums = checksums;
  }

  /** Awaits a vector of the sink's length. */
  void await(FrameType type, long step, PayloadSink sink) {
    awaitedType = type;
    awaitedStep = step;
    awaited = sink;
  }

  /** Returns whether an awaited vector is not complete yet. */
  boolean awaiting() {
    return awaited != null;
  }

  /** Returns how many bytes of the awaited vector have not arrived yet. */
  long bytesLeft() {
    return awaited == null ? 0 : body == awaited ? bytesLeft : awaited.totalBytes();
  }

  /**
   * Returns whether a vector has arrived that is not awaited yet: no frame behind it can be read.
   */
  boolean parked() {
    return header != null && body == null && awaited == null;
  }

  /** Returns whether the peer has sent a goodbye. */
  boolean receivedGoodbye() {
    return goodbye;
  }

  /** Returns whether more can be read now. */
  boolean readable() {
    boolean held =
        body != null && body == awaited && bytesLeft > 0 && !body.window().hasRemaining();
    return !ended && !parked() && !held;
  }

  /** Returns the next message of the link negotiation, once; null if none has arrived. */
  ByteBuffer takeNegotiation() {
    ByteBuffer taken = negotiation;
    negotiation = null;
    return taken;
  }

  /**
   * Drops the awaited vector. If part of it has arrived, the connection cannot be used any more.
   */
  void cancel() {
    ended = ended || body != null;
    awaited = null;
    body = null;
  }

  /**
   * Reads what the socket has; returns whether that was any byte.
   *
   * @throws AbortReceivedException if it was an abort
   * @throws ProtocolException if it was an unexpected frame
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
    long count = wire.read(headerPart);
    if (count < 0) {
      ended = true;
      return atEnd();
    }
    if (!headerBytes.hasRemaining()) {
      FrameHeader next = FrameHeader.decode(headerBytes);
      next.checkNext(identity, sender, sequence);
      if (next.checksummed() != (checksums && next.payloadBytes() > 0)) {
        throw new ProtocolException(
            "a frame " + (checksums ? "without" : "with") + " a checksum of its payload");
      }
      headerBytes.clear();
      sequence++;
      header = next;
    }
    return count > 0;
  }

  /** Returns the sink of the payload, or null if it is a vector that is not awaited yet. */
  private PayloadSink sinkOf(FrameHeader frame) throws ProtocolException {
    if (!frame.type().isVector()) {
      return new ShortSink((int) frame.payloadBytes());
    }
    if (awaited != null) {
      new Expected(awaitedType, awaitedStep, awaited.totalBytes())
          .check(frame.type(), frame.step(), frame.payloadBytes());
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
    trailer.limit(last && header.checksummed() ? FrameHeader.TRAILER_BYTES : 0);
    parts[0] = window;
    int start = window.position();
    long count = window.hasRemaining() || trailer.hasRemaining() ? wire.read(parts) : 0;
    if (count < 0) {
      throw new EOFException("connection closed in the middle of a message");
    }
    int got = window.position() - start;
    if (got > 0) {
      if (header.checksummed()) {
        checksum.update(window.duplicate().flip().position(start));
      }
      bytesLeft -= got;
      body.advanced();
    }
    if (last && bytesLeft == 0 && !trailer.hasRemaining()) {
      finish();
      return true;
    }
    return count > 0;
  }

  private void finish() throws IOException {
    if (header.checksummed() && trailer.getInt(0) != (int) checksum.getValue()) {
      throw new ProtocolException("the checksum of a payload does not match");
    }
    FrameHeader done = header;
    PayloadSink sink = body;
    header = null;
    body = null;
    switch (done.type()) {
      case DATA, SUM -> awaited = null;
      case ABORT -> throw new AbortReceivedException(done.step(), ((ShortSink) sink).text());
      case GOODBYE -> goodbye = true;
      case NEGOTIATION -> keepNegotiation((ShortSink) sink);
      case HEARTBEAT -> {} // Its arrival is all the information.
    }
  }

  private void keepNegotiation(ShortSink sink) throws ProtocolException {
    if (negotiation != null) {
      throw new ProtocolException("two negotiation messages where one is expected");
    }
    negotiation = sink.bytes();
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
