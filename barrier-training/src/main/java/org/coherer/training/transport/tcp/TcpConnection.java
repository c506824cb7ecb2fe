package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.link.FrameType;
import org.coherer.training.transport.link.Link;
import org.coherer.training.vector.FlatVector;

/**
 * The TCP connection to one other rank, after the handshake. Carries heartbeats and shutdown
 * frames, and vectors where the two ranks have no faster link.
 *
 * <p>Used by one thread, except {@link #heartbeat} and {@link #close}.
 */
public final class TcpConnection implements Link {

  /**
   * How many bytes arrive before they are added: both they and their target fit a second-level
   * cache.
   */
  public static final int STAGING_BYTES = 256 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final Wire wire;
  private final ByteBuffer staging;
  private final Outbound outbound;
  private final Inbound inbound;
  private SelectionKey key;
  private long lastReceivedNanos = System.nanoTime();

  /**
   * Takes over a channel.
   *
   * @param wire reads and writes the channel's bytes
   * @param rank the rank of this end
   * @param peer the rank of the other end
   * @param staging buffers arriving vectors that are to be added; may be shared by connections of
   *     one thread
   */
  TcpConnection(
      SocketChannel channel,
      Wire wire,
      RunIdentity identity,
      int rank,
      int peer,
      boolean checksums,
      ByteBuffer staging) {
    this.channel = channel;
    this.staging = staging;
    this.wire = wire;
    outbound = new Outbound(wire, identity, rank, checksums);
    inbound = new Inbound(wire, identity, peer, checksums);
  }

  /** Registers this connection with a selector, with this object as the key's attachment. */
  public void register(Selector selector, Object attachment) throws IOException {
    channel.configureBlocking(false);
    key = channel.register(selector, 0, attachment);
  }

  /** Tells the selector which events this connection can handle now. */
  public void updateInterest() {
    int read = inbound.readable() ? SelectionKey.OP_READ : 0;
    int write = outbound.idle() ? 0 : SelectionKey.OP_WRITE;
    key.interestOps(read | write);
  }

  @Override
  public LinkKind kind() {
    return LinkKind.TCP;
  }

  @Override
  public void beginSend(long step, FlatVector out) {
    outbound.begin(FrameType.DATA, step, out);
  }

  @Override
  public void beginReceive(long step, FlatVector in, Combine combine) {
    inbound.await(
        FrameType.DATA,
        step,
        combine == Combine.COPY
            ? new CopySink(in)
            : new AddSink(in, staging, () -> Long.MAX_VALUE));
  }

  @Override
  public void beginSum(long step, FlatVector vector) {
    outbound.begin(FrameType.SUM, step, vector);
    inbound.await(FrameType.SUM, step, new AddSink(vector, staging, outbound::bytesTaken));
  }

  @Override
  public boolean sending() {
    return outbound.sendingVector();
  }

  @Override
  public boolean receiving() {
    return inbound.awaiting();
  }

  @Override
  public long bytesLeftToSend() {
    return outbound.bytesLeft();
  }

  @Override
  public long bytesAwaited() {
    return inbound.bytesLeft();
  }

  @Override
  public boolean advance() throws IOException {
    boolean sent = sending() && outbound.advance();
    boolean received = receiving() && poll();
    return sent || received;
  }

  /**
   * Receives what has arrived, except a vector that is not awaited; returns whether any byte came.
   */
  public boolean poll() throws IOException {
    boolean moved = inbound.advance();
    if (moved) {
      lastReceivedNanos = System.nanoTime();
    }
    return moved;
  }

  /** Returns when the last byte arrived. */
  public long lastReceivedNanos() {
    return lastReceivedNanos;
  }

  /** Returns whether the peer has sent a goodbye. */
  public boolean receivedGoodbye() {
    return inbound.receivedGoodbye();
  }

  /** Returns whether heartbeats may be queued behind a vector that is not awaited yet. */
  public boolean parked() {
    return inbound.parked();
  }

  /** Sends a heartbeat, unless another frame is on its way to the peer. */
  public void heartbeat(long step) throws IOException {
    if (outbound.begin(FrameType.HEARTBEAT, step, NOTHING)) {
      outbound.advance();
    }
  }

  /** Sends a message of the link negotiation. */
  public void sendNegotiation(ByteBuffer message) throws IOException {
    if (!outbound.begin(FrameType.NEGOTIATION, 0, message)) {
      throw new ProtocolException("a negotiation message in the middle of another frame");
    }
    while (!outbound.idle() && outbound.advance()) {
      Thread.onSpinWait();
    }
  }

  /** Returns the next message of the link negotiation, once; null if none has arrived. */
  public ByteBuffer receiveNegotiation() throws IOException {
    poll();
    return inbound.takeNegotiation();
  }

  /** Starts to send a shutdown frame, unless another frame is half sent; returns whether it did. */
  public boolean beginShutdownFrame(FrameType type, long step, ByteBuffer payload) {
    return channel.isOpen() && outbound.begin(type, step, payload.duplicate());
  }

  /** Sends as much of a shutdown frame as the socket takes; returns whether all of it was sent. */
  public boolean advanceShutdownFrame() throws IOException {
    outbound.advance();
    return outbound.idle();
  }

  @Override
  public void cancel() {
    outbound.cancel();
    inbound.cancel();
  }

  @Override
  public void close() {
    wire.close();
  }
}
