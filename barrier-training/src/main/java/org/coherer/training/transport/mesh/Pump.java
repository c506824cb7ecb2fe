package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.LinkKind;

/**
 * Moves bytes until a message is sent and another one received. Spins for a short time after the
 * last byte moved, then backs off; meanwhile it notices an abort or a lost connection of any peer,
 * awaited or not.
 */
final class Pump {

  /**
   * How long to spin where every rank of the machine has a processor: long enough for most
   * differences between the step times of replicas. With 50 us, a step of 14 ms was 2% longer.
   */
  private static final long LONG_SPIN_NANOS = 1_000_000;

  /** How long to spin on an oversubscribed machine: about the cost of a wake-up. */
  private static final long SHORT_SPIN_NANOS = 50_000;

  /** How often all peers are checked: ten times within a delay that a person would notice. */
  private static final long CHECK_NANOS = 10_000_000;

  private static final long MAX_SELECT_MILLIS = 10;
  private static final long MIN_PARK_NANOS = 20_000;
  private static final long MAX_PARK_NANOS = 1_000_000;

  /** A backed-off rank sleeps for at most this fraction of the time that it has already waited. */
  private static final int PARKS_PER_WAIT = 16;

  private final Selector selector;
  private final List<Peer> peers;
  private final long spinNanos;
  private final Runnable check;

  /**
   * Moves bytes of peers whose connections are registered with the selector.
   *
   * @param oversubscribed whether this machine has more ranks than processors
   * @param check throws if a failure of this rank must end the wait
   */
  Pump(Selector selector, List<Peer> peers, boolean oversubscribed, Runnable check) {
    this.selector = selector;
    this.peers = peers;
    this.spinNanos = oversubscribed ? SHORT_SPIN_NANOS : LONG_SPIN_NANOS;
    this.check = check;
  }

  /** Returns when neither peer has a message in progress. */
  void run(Peer to, Peer from) throws IOException {
    check.run();
    long lastMoved = System.nanoTime();
    long lastCheck = lastMoved;
    while (to.sending() || from.receiving()) {
      boolean moved = to.advance();
      moved |= from != to && from.advance();
      long now = System.nanoTime();
      if (moved) {
        lastMoved = now;
      } else if (now - lastMoved < spinNanos) {
        yieldProcessor();
      } else {
        backOff(to, from, now - lastMoved);
      }
      if (now - lastCheck > CHECK_NANOS) {
        to.checkSilence(now);
        from.checkSilence(now);
        pollAll(0);
        check.run();
        lastCheck = now;
      }
    }
  }

  /** Receives what any peer has sent, and notices what has ended, without a wait. */
  void look() throws IOException {
    check.run();
    pollAll(0);
  }

  /**
   * Waits for at most this long and receives what any peer has sent, except vectors that are not
   * awaited.
   */
  void pollAll(long millis) throws IOException {
    for (Peer peer : peers) {
      peer.connection().updateInterest();
    }
    if (millis > 0) {
      selector.select(Pump::receive, millis);
    } else {
      selector.selectNow(Pump::receive);
    }
  }

  /**
   * Sleeps until a socket is ready. Shared memory cannot wake a thread: a rank that waits for it
   * sleeps for a fraction of the time that it has already waited, so that it is late by that
   * fraction at most.
   */
  private void backOff(Peer to, Peer from, long waitedNanos) throws IOException {
    boolean memory =
        (to.sending() && to.link().kind() != LinkKind.TCP)
            || (from.receiving() && from.link().kind() != LinkKind.TCP);
    if (memory) {
      LockSupport.parkNanos(
          Math.max(MIN_PARK_NANOS, Math.min(MAX_PARK_NANOS, waitedNanos / PARKS_PER_WAIT)));
    } else {
      pollAll(MAX_SELECT_MILLIS);
    }
  }

  /** The peer may be waiting for this very core: two executors and a driver can share two. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void yieldProcessor() {
    Thread.yield();
  }

  private static void receive(SelectionKey key) {
    if (key.isReadable()) {
      ((Peer) key.attachment()).poll();
    }
  }
}
