package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.path.FrameType;
import org.coherer.training.transport.path.PeerAbortException;
import org.coherer.training.transport.path.VectorPath;
import org.coherer.training.transport.tcp.TcpConnection;
import org.coherer.training.vector.FlatVector;

/**
 * One other rank: the connection that tells whether it lives, and the path on which vectors go.
 * Turns what goes wrong on either into messages that name the rank.
 */
final class Peer {

  private final TransportSettings settings;
  private final Member member;
  private final TcpConnection connection;
  private final LongSupplier step;
  private VectorPath path;
  private long lastMovedNanos;

  /**
   * Takes over a connection, which is the path until there is a faster one.
   *
   * @param step tells the current step
   */
  Peer(TransportSettings settings, Member member, TcpConnection connection, LongSupplier step) {
    this.settings = settings;
    this.member = member;
    this.connection = connection;
    this.step = step;
    this.path = connection;
  }

  Member member() {
    return member;
  }

  TcpConnection connection() {
    return connection;
  }

  VectorPath path() {
    return path;
  }

  /** Takes over a faster path than the connection. */
  void use(VectorPath faster) {
    path = faster;
  }

  void beginSend(FlatVector out) {
    path.beginSend(step.getAsLong(), out);
    lastMovedNanos = System.nanoTime();
  }

  void beginReceive(FlatVector in, Combine combine) {
    path.beginReceive(step.getAsLong(), in, combine);
    lastMovedNanos = System.nanoTime();
  }

  void beginSum(FlatVector vector) {
    path.beginSum(step.getAsLong(), vector);
    lastMovedNanos = System.nanoTime();
  }

  boolean sending() {
    return path.sending();
  }

  boolean receiving() {
    return path.receiving();
  }

  /** Moves vectors as far as possible now; returns whether anything moved. */
  boolean advance() {
    try {
      boolean moved = path.advance();
      if (moved) {
        lastMovedNanos = System.nanoTime();
      }
      return moved;
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Takes in what has come on the connection. */
  void poll() {
    try {
      connection.poll();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Says a word of agreement on a path. */
  void say(ByteBuffer word) {
    try {
      connection.say(word);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Returns what the peer has said to agree on a path, once; null if nothing. */
  ByteBuffer heard() {
    try {
      return connection.heard();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Throws if this peer owes something and is silent, or holds it back, beyond the deadlines. */
  void checkSilence(long nowNanos) {
    if (!sending() && !receiving()) {
      return;
    }
    if (path != connection && connection.saidGoodbye() && !advance()) {
      throw lost("it is done and has closed the connection" + owed(), null);
    }
    long still = nowNanos - lastMovedNanos;
    long unheard = Math.min(still, nowNanos - connection.lastHeardNanos());
    if (unheard > settings.peerTimeout().toNanos() && !connection.parked()) {
      throw lost("no sign of life for " + Durations.text(settings.peerTimeout()) + owed(), null);
    }
    if (still > settings.options().messageTimeout().toNanos()) {
      String limit = Durations.text(settings.options().messageTimeout());
      throw lost(
          (receiving() ? "no message for " : "nothing taken for ")
              + limit
              + owed()
              + ", though it is alive",
          null);
    }
  }

  private String owed() {
    return receiving()
        ? " (" + path.bytesAwaited() + " bytes awaited)"
        : " (" + path.bytesLeftToSend() + " bytes left to send)";
  }

  /** Tells the peer that this rank lives; whether it still listens is found out elsewhere. */
  void heartbeat() throws IOException {
    connection.heartbeat(step.getAsLong());
  }

  /** Starts a last frame; returns whether there is a way to send it. */
  boolean beginFarewell(FrameType type, ByteBuffer payload) {
    return connection.beginFarewell(type, step.getAsLong(), payload);
  }

  /** Returns whether the farewell has left, or can no longer. */
  boolean farewellLeft() {
    try {
      return connection.advanceFarewell();
    } catch (IOException e) {
      return true; // Lost: there is nobody to tell.
    }
  }

  /** Returns the rank with its address. */
  String name() {
    return "Rank " + member.rank() + " (" + address() + ")";
  }

  void cancel() {
    path.cancel();
  }

  /** Frees the path. No call may be under way. */
  void close() {
    path.close();
    connection.close();
  }

  private String address() {
    return member.host() + ":" + member.port();
  }

  private TransportException named(IOException e) {
    if (e instanceof PeerAbortException abort) {
      return new PeerGaveUpException(
          name() + " gave up at step " + abort.step() + ": " + abort.getMessage());
    }
    if (e instanceof ProtocolException) {
      return new TransportException(
          name() + " broke the protocol at step " + step.getAsLong() + ": " + e.getMessage(), e);
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
