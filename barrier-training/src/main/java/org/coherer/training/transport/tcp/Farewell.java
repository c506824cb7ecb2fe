package org.coherer.training.transport.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.TransportException;

/** Sends a last frame to every peer that can still take one, for at most two seconds in all. */
final class Farewell {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Farewell() {}

  static void abort(List<PeerConnection> peers, String reason) {
    send(peers, FrameType.ABORT, utf8(reason));
  }

  static void goodbye(List<PeerConnection> peers) {
    send(peers, FrameType.GOODBYE, ByteBuffer.allocate(0));
  }

  /**
   * An interrupt must not keep the peers from being told (it would close the sockets), so it is put
   * aside meanwhile.
   */
  private static void send(List<PeerConnection> peers, FrameType type, ByteBuffer payload) {
    boolean interrupted = Thread.interrupted();
    try {
      List<PeerConnection> left = new ArrayList<>(peers);
      left.removeIf(peer -> !peer.beginFarewell(type, payload));
      long start = System.nanoTime();
      while (advance(left) && System.nanoTime() - start < LIMIT_NANOS) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether there is still somebody to be told. */
  private static boolean advance(List<PeerConnection> left) {
    for (Iterator<PeerConnection> each = left.iterator(); each.hasNext(); ) {
      PeerConnection peer = each.next();
      try {
        peer.advanceSend();
      } catch (TransportException e) {
        each.remove(); // Lost: there is nobody to tell.
        continue;
      }
      if (!peer.sending()) {
        each.remove();
      }
    }
    return !left.isEmpty();
  }

  /** Encodes as much of a text as an abort frame may hold, in whole characters. */
  private static ByteBuffer utf8(String text) {
    ByteBuffer bytes = ByteBuffer.allocate((int) FrameType.ABORT.maxPayloadBytes());
    UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(text), bytes, true);
    return bytes.flip();
  }
}
