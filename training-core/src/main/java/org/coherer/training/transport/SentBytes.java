package org.coherer.training.transport;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many bytes of vectors and requests this process has sent since it was started, by the path
 * that they took. For metrics: counted where a message begins, headers of vectors not included.
 */
public final class SentBytes {

  /** To ranks of the same process, which read them where they are. */
  public static final SentBytes LOCAL = new SentBytes();

  /** To ranks of the same machine, through shared memory. */
  public static final SentBytes SHM = new SentBytes();

  /** To ranks over TCP. */
  public static final SentBytes TCP = new SentBytes();

  /** Requests and responses between workers, parameter servers and the driver, over TCP. */
  public static final SentBytes REQUESTS = new SentBytes();

  private final LongAdder bytes = new LongAdder();

  private SentBytes() {}

  /** Returns those over one kind of link between ranks. */
  public static SentBytes over(LinkKind kind) {
    return switch (kind) {
      case LOCAL -> LOCAL;
      case SHM -> SHM;
      case TCP -> TCP;
    };
  }

  /** Counts further bytes; takes some nanoseconds. */
  public void add(long more) {
    bytes.add(more);
  }

  /** Returns the total. */
  public long total() {
    return bytes.sum();
  }
}
