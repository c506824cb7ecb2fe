package org.coherer.training.transport.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.link.FrameType;

/**
 * Sends a shutdown frame, an abort or a goodbye, to every peer that can still receive one, within
 * two seconds in all.
 */
final class ShutdownFrames {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private ShutdownFrames() {}

  static void abort(List<Peer> peers, String reason) {
    send(peers, FrameType.ABORT, utf8(reason));
  }

  static void goodbye(List<Peer> peers) {
    send(peers, FrameType.GOODBYE, ByteBuffer.allocate(0));
  }

  /** An interrupt would close the sockets before the frames have left, so it is deferred. */
  private static void send(List<Peer> peers, FrameType type, ByteBuffer payload) {
    boolean interrupted = Thread.interrupted();
    try {
      List<Peer> pending = new ArrayList<>(peers);
      pending.removeIf(peer -> !peer.beginShutdownFrame(type, payload));
      pending.removeIf(Peer::shutdownFrameSent);
      long start = System.nanoTime();
      while (!pending.isEmpty() && System.nanoTime() - start < LIMIT_NANOS) {
        LockSupport.parkNanos(PAUSE_NANOS);
        pending.removeIf(Peer::shutdownFrameSent);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Encodes as much of a text as fits an abort frame, in whole characters. */
  private static ByteBuffer utf8(String text) {
    ByteBuffer bytes = ByteBuffer.allocate((int) FrameType.ABORT.maxPayloadBytes());
    UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(text), bytes, true);
    return bytes.flip();
  }
}
