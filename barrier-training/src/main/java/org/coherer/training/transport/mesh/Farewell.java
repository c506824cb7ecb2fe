package org.coherer.training.transport.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.path.FrameType;

/** Sends a last frame to every peer that can still take one, for at most two seconds in all. */
final class Farewell {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Farewell() {}

  static void abort(List<Peer> peers, String reason) {
    send(peers, FrameType.ABORT, utf8(reason));
  }

  static void goodbye(List<Peer> peers) {
    send(peers, FrameType.GOODBYE, ByteBuffer.allocate(0));
  }

  /**
   * An interrupt must not keep the peers from being told (it would close the sockets), so it is put
   * aside meanwhile.
   */
  private static void send(List<Peer> peers, FrameType type, ByteBuffer payload) {
    boolean interrupted = Thread.interrupted();
    try {
      List<Peer> left = new ArrayList<>(peers);
      left.removeIf(peer -> !peer.beginFarewell(type, payload));
      left.removeIf(Peer::farewellLeft);
      long start = System.nanoTime();
      while (!left.isEmpty() && System.nanoTime() - start < LIMIT_NANOS) {
        LockSupport.parkNanos(PAUSE_NANOS);
        left.removeIf(Peer::farewellLeft);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
