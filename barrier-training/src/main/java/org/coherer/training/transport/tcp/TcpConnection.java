package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.coherer.training.transport.PathKind;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.path.FrameType;
import org.coherer.training.transport.path.VectorPath;
import org.coherer.training.vector.FlatVector;

/**
 * The connection to one other rank, after the handshake. Carries signs of life, aborts and
 * goodbyes; vectors, too, where the two ranks have no faster path.
 *
 * <p>Used by one thread, except {@link #heartbeat} and {@link #close}.
 */
public final class TcpConnection implements VectorPath {

  /** How much arrives before it is added: what stays in a second-level cache beside its target. */
  public static final int STAGING_BYTES = 256 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final Wire wire;
  private final ByteBuffer staging;
  private final Outbound outbound;
  private final Inbound inbound;
  private SelectionKey key;
  private long lastHeardNanos = System.nanoTime();

  /**
   * Takes over a channel.
   *
   * @param wire the channel's bytes
   * @param rank the rank of this end
   * @param peer the rank of the other end
   * @param staging where vectors that are added arrive; may be shared by connections of one thread
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

  /** Has the selector report on this connection, with this object as the key's attachment. */
  public void register(Selector selector, Object attachment) throws IOException {
    channel.configureBlocking(false);
    key = channel.register(selector, 0, attachment);
  }

  /** Asks the selector for what this connection can make use of now. */
  public void updateInterest() {
    int read = inbound.readable() ? SelectionKey.OP_READ : 0;
    int write = outbound.idle() ? 0 : SelectionKey.OP_WRITE;
    key.interestOps(read | write);
  }

  @Override
  public PathKind kind() {
    return PathKind.TCP;
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

  /** Takes in what has come, but no vector that nobody awaits; returns whether anything has. */
  public boolean poll() throws IOException {
    boolean moved = inbound.advance();
    if (moved) {
      lastHeardNanos = System.nanoTime();
    }
    return moved;
  }

  /** Returns when a byte came last. */
  public long lastHeardNanos() {
    return lastHeardNanos;
  }

  /** Returns whether the peer has said that it is done. */
  public boolean saidGoodbye() {
    return inbound.saidGoodbye();
  }

  /** Returns whether signs of life may wait behind a vector that nobody awaits yet. */
  public boolean parked() {
    return inbound.parked();
  }

  /** Tells the peer that this rank is alive, unless something else is on the way to it anyway. */
  public void heartbeat(long step) throws IOException {
    if (outbound.begin(FrameType.HEARTBEAT, step, NOTHING)) {
      outbound.advance();
    }
  }

  /** Says a word of agreement on a path. */
  public void say(ByteBuffer word) throws IOException {
    if (!outbound.begin(FrameType.AGREEMENT, 0, word)) {
      throw new ProtocolException("a word of agreement in the middle of a message");
    }
    while (!outbound.idle() && outbound.advance()) {
      Thread.onSpinWait();
    }
  }

  /** Returns what the peer has said to agree on a path, once; null if nothing has come yet. */
  public ByteBuffer heard() throws IOException {
    poll();
    return inbound.takeAgreement();
  }

  /** Starts a last frame, unless another one is stuck half-way; returns whether it did. */
  public boolean beginFarewell(FrameType type, long step, ByteBuffer payload) {
    return channel.isOpen() && outbound.begin(type, step, payload.duplicate());
  }

  /** Sends what the socket takes now of a farewell; returns whether it has left. */
  public boolean advanceFarewell() throws IOException {
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
