package org.coherer.training.rpc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One client's connection to a server. Any number of requests may be under way, and are answered in
 * any order. Thread-safe.
 */
public interface RequestClient extends AutoCloseable {

  /**
   * Sends a request. Waits first while more bytes are under way than the connection allows, so that
   * nothing grows without bound where the server is slow.
   *
   * <p>The future completes with the number of bytes of the answer, or exceptionally: with a {@link
   * RequestRefusedException} if the server refuses, or with a {@link
   * org.coherer.training.transport.TransportException} if the server is lost, the client is closed,
   * the answer is longer than {@code into}, or none has come by the deadline. From then on no
   * buffer is touched any more. What depends on the future may run on a thread of the channel: it
   * must not block. It may send, and does not wait then.
   *
   * @param method what is asked for
   * @param body the content: the remaining bytes of these buffers, one after the other; they must
   *     not change until the future is complete
   * @param into receives the answer: the remaining bytes of these buffers, one after the other;
   *     their positions do not move
   * @param deadline how long the answer may take from now on
   */
  CompletableFuture<Long> send(int method, ByteBuffer[] body, ByteBuffer[] into, Duration deadline);

  /** Ends the connection; requests that are under way fail. Safe to call again. */
  @Override
  void close();
}
