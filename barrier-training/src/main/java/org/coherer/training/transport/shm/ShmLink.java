package org.coherer.training.transport.shm;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.link.Expected;
import org.coherer.training.transport.link.FrameHeader;
import org.coherer.training.transport.link.FrameType;
import org.coherer.training.transport.link.Link;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.VectorReader;

/**
 * Moves vectors through two rings in shared memory: one copy in, and one copy or addition out,
 * directly into the vector. Messages have the same headers as over TCP, but no checksums of
 * payloads, since the bytes never leave the memory.
 */
public final class ShmLink implements Link {

  /**
   * Small enough that the peer starts early, large enough that updates of the counters cost little.
   */
  private static final int PIECE_BYTES = 64 * 1024;

  private final Segment segment;
  private final ByteRing out;
  private final ByteRing in;
  private final RunIdentity identity;
  private final int rank;
  private final int peer;
  private final ByteBuffer outHeader = ByteBuffer.allocate(FrameHeader.BYTES).limit(0);
  private final ByteBuffer inHeader = ByteBuffer.allocate(FrameHeader.BYTES);
  private long sentMessages;
  private long receivedMessages;

  private VectorReader source;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long bytesLeftToSend;
  private long bytesSent;

  private FlatVector target;
  private VectorReader copyTarget;
  private ByteBuffer copyPiece = ByteBuffer.allocate(0);
  private long awaitedStep;
  private long bytesReceived;
  private boolean inPlace;

  /** Takes over a segment that both sides have proved to share. */
  ShmLink(Segment segment, boolean creator, RunIdentity identity, int rank, int peer) {
    this.segment = segment;
    this.out = segment.ring(creator ? 0 : 1);
    this.in = segment.ring(creator ? 1 : 0);
    this.identity = identity;
    this.rank = rank;
    this.peer = peer;
  }

  @Override
  public LinkKind kind() {
    return LinkKind.SHM;
  }

  @Override
  public void beginSend(long step, FlatVector vector) {
    beginSend(FrameType.DATA, step, vector);
  }

  private void beginSend(FrameType type, long step, FlatVector vector) {
    bytesLeftToSend = vector.length() * Float.BYTES;
    bytesSent = 0;
    new FrameHeader(type, false, identity, rank, step, sentMessages++, bytesLeftToSend)
        .encode(outHeader);
    source = new VectorReader(vector);
  }

  @Override
  public void beginReceive(long step, FlatVector vector, Combine combine) {
    awaitedStep = step;
    target = vector;
    copyTarget = combine == Combine.COPY ? new VectorReader(vector) : null;
    bytesReceived = 0;
    inPlace = false;
    inHeader.clear();
  }

  @Override
  public void beginSum(long step, FlatVector vector) {
    beginSend(FrameType.SUM, step, vector);
    beginReceive(step, vector, Combine.ADD);
    inPlace = true;
  }

  @Override
  public boolean sending() {
    return source != null;
  }

  @Override
  public boolean receiving() {
    return target != null;
  }

  @Override
  public long bytesLeftToSend() {
    return sending() ? bytesLeftToSend : 0;
  }

  @Override
  public long bytesAwaited() {
    return receiving() ? target.length() * Float.BYTES - bytesReceived : 0;
  }

  @Override
  public boolean advance() throws IOException {
    boolean sent = sending() && advanceSend();
    boolean received = receiving() && advanceReceive();
    return sent || received;
  }

  private boolean advanceSend() throws ProtocolException {
    int moved = outHeader.hasRemaining() ? out.put(outHeader) : 0;
    if (!outHeader.hasRemaining() && bytesLeftToSend > 0) {
      if (!piece.hasRemaining()) {
        piece = source.next(PIECE_BYTES);
      }
      int count = out.put(piece);
      bytesLeftToSend -= count;
      bytesSent += count;
      moved += count;
    }
    if (!outHeader.hasRemaining() && bytesLeftToSend == 0) {
      source = null;
    }
    return moved > 0;
  }

  private boolean advanceReceive() throws ProtocolException {
    int moved = inHeader.hasRemaining() ? readHeader() : 0;
    if (!inHeader.hasRemaining()) {
      moved += copyTarget != null ? copy() : add();
      if (bytesAwaited() == 0) {
        target = null;
        copyTarget = null;
        moved++;
      }
    }
    return moved > 0;
  }

  private int readHeader() throws ProtocolException {
    ByteBuffer bytes = in.peek(inHeader.remaining());
    int count = bytes.remaining();
    inHeader.put(bytes);
    in.release(count);
    if (!inHeader.hasRemaining()) {
      FrameHeader header = FrameHeader.decode(inHeader);
      header.checkNext(identity, peer, receivedMessages++);
      FrameType expected = inPlace ? FrameType.SUM : FrameType.DATA;
      new Expected(expected, awaitedStep, target.length() * Float.BYTES)
          .check(header.type(), header.step(), header.payloadBytes());
      inHeader.position(inHeader.limit());
    }
    return count;
  }

  private int copy() throws ProtocolException {
    if (!copyPiece.hasRemaining()) {
      copyPiece = copyTarget.next(PIECE_BYTES);
    }
    ByteBuffer bytes = in.peek(copyPiece.remaining());
    int count = bytes.remaining();
    copyPiece.put(bytes);
    in.release(count);
    bytesReceived += count;
    return count;
  }

  private int add() throws ProtocolException {
    long free = inPlace ? bytesSent - bytesReceived : bytesAwaited();
    ByteBuffer bytes = in.peek((int) Math.min(PIECE_BYTES, Math.min(free, bytesAwaited())));
    int count = bytes.remaining();
    if (count > 0) {
      target.add(bytesReceived / Float.BYTES, bytes);
      in.release(count);
      bytesReceived += count;
    }
    return count;
  }

  @Override
  public void cancel() {
    source = null;
    target = null;
    copyTarget = null;
    piece = ByteBuffer.allocate(0);
    copyPiece = ByteBuffer.allocate(0);
  }

  @Override
  public void close() {
    cancel();
    segment.close();
  }
}
