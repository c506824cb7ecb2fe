package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.SentBytes;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.link.AbortReceivedException;
import org.coherer.training.transport.link.FrameType;
import org.coherer.training.transport.link.Link;
import org.coherer.training.transport.tcp.TcpConnection;
import org.coherer.training.vector.FlatVector;

/**
 * One other rank: the TCP connection that shows whether it is alive, and the link that carries
 * vectors. Turns failures of either into messages that name the rank.
 */
final class Peer {

  private final TransportSettings settings;
  private final Member member;
  private final TcpConnection connection;
  private final LongSupplier step;
  private Link link;
  private long lastMovedNanos;

  /**
   * Takes over a connection, which is the link until {@link #use} sets a faster one.
   *
   * @param step supplies the current step
   */
  Peer(TransportSettings settings, Member member, TcpConnection connection, LongSupplier step) {
    this.settings = settings;
    this.member = member;
    this.connection = connection;
    this.step = step;
    this.link = connection;
  }

  Member member() {
    return member;
  }

  TcpConnection connection() {
    return connection;
  }

  Link link() {
    return link;
  }

  /** Takes over a faster link than the connection. */
  void use(Link faster) {
    link = faster;
  }

  void beginSend(FlatVector out) {
    link.beginSend(step.getAsLong(), out);
    count(out);
    lastMovedNanos = System.nanoTime();
  }

  void beginReceive(FlatVector in, Combine combine) {
    link.beginReceive(step.getAsLong(), in, combine);
    lastMovedNanos = System.nanoTime();
  }

  void beginSum(FlatVector vector) {
    link.beginSum(step.getAsLong(), vector);
    count(vector);
    lastMovedNanos = System.nanoTime();
  }

  private void count(FlatVector sent) {
    SentBytes.over(link.kind()).add(sent.length() * Float.BYTES);
  }

  boolean sending() {
    return link.sending();
  }

  boolean receiving() {
    return link.receiving();
  }

  /** Moves as many bytes as possible without waiting; returns whether any moved. */
  boolean advance() {
    try {
      boolean moved = link.advance();
      if (moved) {
        lastMovedNanos = System.nanoTime();
      }
      return moved;
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Receives what has arrived on the connection. */
  void poll() {
    try {
      connection.poll();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Sends a message of the link negotiation. */
  void sendNegotiation(ByteBuffer message) {
    try {
      connection.sendNegotiation(message);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Returns the next message of the link negotiation, once; null if none has arrived. */
  ByteBuffer receiveNegotiation() {
    try {
      return connection.receiveNegotiation();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /**
   * Throws if an exchange with this peer is pending beyond a deadline, with or without signs of
   * life.
   */
  void checkSilence(long nowNanos) {
    if (!sending() && !receiving()) {
      return;
    }
    if (link != connection && connection.receivedGoodbye() && !advance()) {
      throw lost("it is done and has closed the connection" + pending(), null);
    }
    long stalled = nowNanos - lastMovedNanos;
    long silent = Math.min(stalled, nowNanos - connection.lastReceivedNanos());
    if (silent > settings.timeouts().peer().toNanos() && !connection.parked()) {
      throw lost(
          "no sign of life for " + Durations.text(settings.timeouts().peer()) + pending(), null);
    }
    if (stalled > settings.options().messageTimeout().toNanos()) {
      String limit = Durations.text(settings.options().messageTimeout());
      throw lost(
          (receiving() ? "no message for " : "nothing taken for ")
              + limit
              + pending()
              + ", though it is alive",
          null);
    }
  }

  private String pending() {
    return receiving()
        ? " (" + link.bytesAwaited() + " bytes awaited)"
        : " (" + link.bytesLeftToSend() + " bytes left to send)";
  }

  /** Sends a heartbeat, unless another frame is on its way to this peer. */
  void heartbeat() throws IOException {
    connection.heartbeat(step.getAsLong());
  }

  /** Starts to send a shutdown frame; returns whether that is possible. */
  boolean beginShutdownFrame(FrameType type, ByteBuffer payload) {
    return connection.beginShutdownFrame(type, step.getAsLong(), payload);
  }

  /** Returns whether the shutdown frame was sent, or never will be. */
  boolean shutdownFrameSent() {
    try {
      return connection.advanceShutdownFrame();
    } catch (IOException e) {
      return true; // Lost: nothing can be sent any more.
    }
  }

  /** Returns the rank with its address. */
  String name() {
    return "Rank " + member.rank() + " (" + address() + ")";
  }

  void cancel() {
    link.cancel();
  }

  /** Frees the link and the connection. No call may be in progress. */
  void close() {
    link.close();
    connection.close();
  }

  private String address() {
    return member.host() + ":" + member.port();
  }

  private TransportException named(IOException e) {
    if (e instanceof AbortReceivedException abort) {
      return new PeerAbortedException(
          name() + " aborted at step " + abort.step() + ": " + abort.getMessage());
    }
    if (e instanceof ProtocolException) {
      return new TransportException(
          name() + " violated the protocol at step " + step.getAsLong() + ": " + e.getMessage(), e);
    }
    return lost(e.getMessage(), e);
  }

  private TransportException lost(String why, Throwable cause) {
    return new TransportException(
        "Lost rank "
            + member.rank()
            + " ("
            + address()
            + ") at step "
            + step.getAsLong()
            + ": "
            + why,
        cause);
  }
}
