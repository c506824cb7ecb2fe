package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.TransportException;
import org.coherer.training.vector.FlatVector;

/**
 * The connection to one other rank. Turns what goes wrong on it into messages that name the rank.
 */
final class PeerConnection {

  private final int rank;
  private final RunIdentity identity;
  private final Member peer;
  private final SocketChannel channel;
  private final LongSupplier step;
  private final Outbound outbound;
  private final Inbound inbound;
  private SelectionKey key;
  private long lastSentNanos;
  private long lastReceivedNanos;

  /**
   * Takes over a channel.
   *
   * @param rank the rank of this end
   * @param step tells the current step
   */
  PeerConnection(
      int rank, RunIdentity identity, Member peer, SocketChannel channel, LongSupplier step) {
    this.rank = rank;
    this.identity = identity;
    this.peer = peer;
    this.channel = channel;
    this.step = step;
    outbound = new Outbound(channel);
    inbound = new Inbound(channel, identity, peer.rank());
  }

  /** Has the selector report on this connection from now on, by {@link #updateInterest}. */
  void register(Selector selector) throws IOException {
    channel.configureBlocking(false);
    key = channel.register(selector, 0, this);
  }

  /** Asks the selector for what this connection can make use of now. */
  void updateInterest() {
    int read = inbound.readable() ? SelectionKey.OP_READ : 0;
    int write = sending() ? SelectionKey.OP_WRITE : 0;
    key.interestOps(read | write);
  }

  void beginSend(FlatVector vector) {
    outbound.begin(header(FrameType.DATA, vector.length() * Float.BYTES), vector);
    lastSentNanos = System.nanoTime();
  }

  void beginReceive(PayloadSink sink) {
    inbound.await(step.getAsLong(), sink);
    lastReceivedNanos = System.nanoTime();
  }

  /** Starts a last frame, unless another one is stuck half-way; returns whether it did. */
  boolean beginFarewell(FrameType type, ByteBuffer payload) {
    if (sending() || !channel.isOpen()) {
      return false;
    }
    outbound.begin(header(type, payload.remaining()), payload.duplicate());
    return true;
  }

  boolean sending() {
    return !outbound.idle();
  }

  boolean receiving() {
    return inbound.awaiting();
  }

  /** Sends what the socket takes now; returns whether it took anything. */
  boolean advanceSend() {
    try {
      boolean moved = outbound.advance();
      if (moved) {
        lastSentNanos = System.nanoTime();
      }
      return moved;
    } catch (IOException e) {
      throw lost(e.getMessage(), e);
    }
  }

  /** Takes in what has come; returns whether anything has. */
  boolean advanceReceive() {
    try {
      boolean moved = inbound.advance();
      if (moved) {
        lastReceivedNanos = System.nanoTime();
      }
      return moved;
    } catch (PeerAbortException e) {
      throw new PeerGaveUpException(
          name() + " gave up at step " + e.step() + ": " + e.getMessage());
    } catch (ProtocolException e) {
      String text =
          name() + " broke the protocol at step " + step.getAsLong() + ": " + e.getMessage();
      throw new TransportException(text, e);
    } catch (IOException e) {
      throw lost(e.getMessage(), e);
    }
  }

  /** Throws if this connection has owed a byte, one way or the other, for longer than allowed. */
  void checkSilence(long nowNanos, Duration timeout) {
    if (receiving() && nowNanos - lastReceivedNanos > timeout.toNanos()) {
      throw lost(
          "no message for "
              + Durations.text(timeout)
              + " ("
              + inbound.bytesLeft()
              + " bytes awaited)",
          null);
    }
    if (sending() && nowNanos - lastSentNanos > timeout.toNanos()) {
      throw lost(
          "nothing taken for "
              + Durations.text(timeout)
              + " ("
              + outbound.bytesLeft()
              + " bytes left to send)",
          null);
    }
  }

  /** Returns the rank with its address. */
  String name() {
    return "Rank " + peer.rank() + " (" + address() + ")";
  }

  void close() {
    Channels.close(channel);
  }

  private String address() {
    return peer.host() + ":" + peer.port();
  }

  private FrameHeader header(FrameType type, long payloadBytes) {
    return new FrameHeader(
        type, identity, rank, step.getAsLong(), outbound.sequence(), payloadBytes);
  }

  private TransportException lost(String why, Throwable cause) {
    return new TransportException(
        "Lost rank "
            + peer.rank()
            + " ("
            + address()
            + ") at step "
            + step.getAsLong()
            + ": "
            + why,
        cause);
  }
}
