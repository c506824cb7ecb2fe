package org.coherer.benchmarks.raw;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.coherer.benchmarks.harness.BenchmarkException;

/**
 * The limit for sockets: sends bytes to the next rank and receives some from the previous one, both
 * at the same time, with nothing around them: no frames, no checks, no sums. Polls without pause
 * while bytes move, and gives way to other processes once it has found none for a while.
 */
final class RawExchange {

  /** Smaller calls cost more of them; larger ones gain nothing, a socket's buffer holds less. */
  private static final int BYTES_PER_CALL = 1 << 20;

  private static final int POLLS_BEFORE_YIELD = 50;
  private static final long DEADLINE_NANOS = Duration.ofMinutes(1).toNanos();

  private final SocketChannel next;
  private final SocketChannel previous;
  private final ByteBuffer out;
  private final ByteBuffer in;
  private final long sent;
  private final long received;

  RawExchange(
      SocketChannel next, SocketChannel previous, RawMemory memory, long sent, long received) {
    this.next = next;
    this.previous = previous;
    this.out = memory.out();
    this.in = memory.in();
    this.sent = sent;
    this.received = received;
  }

  /** Exchanges once; returns when all was sent and all has come. */
  void once() {
    try {
      exchange();
    } catch (IOException e) {
      throw new BenchmarkException("The raw exchange failed: " + e.getMessage(), e);
    }
  }

  private void exchange() throws IOException {
    long toSend = sent;
    long toReceive = received;
    int idle = 0;
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (toSend > 0 || toReceive > 0) {
      int written = toSend == 0 ? 0 : next.write(window(out, sent - toSend, toSend));
      int read = toReceive == 0 ? 0 : previous.read(window(in, received - toReceive, toReceive));
      if (read < 0) {
        throw new EOFException("the previous rank has closed its socket");
      }
      toSend -= written;
      toReceive -= read;
      idle = written + read > 0 ? 0 : idle + 1;
      if (idle > POLLS_BEFORE_YIELD) {
        giveWay(end);
      }
    }
  }

  /** Views the next bytes; the memory is gone through again where there are more than it holds. */
  private static ByteBuffer window(ByteBuffer buffer, long done, long left) {
    int from = (int) (done % buffer.capacity());
    int count = (int) Math.min(Math.min(left, BYTES_PER_CALL), buffer.capacity() - from);
    return buffer.limit(from + count).position(from);
  }

  @SuppressWarnings("ThreadPriorityCheck") // more ranks than cores: the other one has to run
  private static void giveWay(long end) throws IOException {
    if (System.nanoTime() > end) {
      throw new IOException("no byte moved by the deadline of " + DEADLINE_NANOS / 1e9 + " s");
    }
    Thread.yield();
  }
}
