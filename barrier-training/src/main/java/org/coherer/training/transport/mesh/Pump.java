package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.PathKind;

/**
 * Moves bytes until a message is sent and another one received. Tries without sleeping for a short
 * time after the last byte moved, then sleeps; in all that it notices an abort or a lost connection
 * of any peer, awaited or not.
 */
final class Pump {

  /**
   * How long to try without sleeping where every rank of the machine has a processor: for most of
   * what makes one replica's step longer than another's. With 50 us, a step of 14 ms was 2% longer.
   */
  private static final long LONG_SPIN_NANOS = 1_000_000;

  /** The same where ranks share processors: about what it costs to be woken up. */
  private static final long SHORT_SPIN_NANOS = 50_000;

  /** How long a look at all peers may be put off: a tenth of what a person would notice. */
  private static final long CHECK_NANOS = 10_000_000;

  private static final long MAX_SELECT_MILLIS = 10;
  private static final long MIN_PARK_NANOS = 20_000;
  private static final long MAX_PARK_NANOS = 1_000_000;

  /** A rank that sleeps is late by this part of the time that it has waited already. */
  private static final int PARKS_PER_WAIT = 16;

  private final Selector selector;
  private final List<Peer> peers;
  private final long spinNanos;
  private final Runnable check;

  /**
   * Moves bytes of peers whose connections are registered with the selector.
   *
   * @param crowded whether this machine has more ranks than processors
   * @param check throws if the wait must end for a reason that lies on this side
   */
  Pump(Selector selector, List<Peer> peers, boolean crowded, Runnable check) {
    this.selector = selector;
    this.peers = peers;
    this.spinNanos = crowded ? SHORT_SPIN_NANOS : LONG_SPIN_NANOS;
    this.check = check;
  }

  /** Returns when neither peer has anything under way any more. */
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
        letOthersRun();
      } else {
        rest(to, from, now - lastMoved);
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

  /** Takes in what any peer has sent, after at most this long; data that nobody awaits stays. */
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
   * Sleeps until a socket is ready. Memory wakes nobody: where it is what this rank waits for, it
   * sleeps for a part of the time that it has waited already, so that it is late by that part at
   * most.
   */
  private void rest(Peer to, Peer from, long waitedNanos) throws IOException {
    boolean memory =
        (to.sending() && to.path().kind() != PathKind.TCP)
            || (from.receiving() && from.path().kind() != PathKind.TCP);
    if (memory) {
      LockSupport.parkNanos(
          Math.max(MIN_PARK_NANOS, Math.min(MAX_PARK_NANOS, waitedNanos / PARKS_PER_WAIT)));
    } else {
      pollAll(MAX_SELECT_MILLIS);
    }
  }

  /** The peer may well wait for this very core: two executors and a driver can share two. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersRun() {
    Thread.yield();
  }

  private static void receive(SelectionKey key) {
    if (key.isReadable()) {
      ((Peer) key.attachment()).poll();
    }
  }
}
