package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;

/**
 * Moves bytes until a message is sent and another one received. Tries without sleeping for some
 * microseconds after the last byte moved, then sleeps until a socket is ready; in all that it
 * notices an abort or a lost connection of any peer, awaited or not.
 */
final class Pump {

  /** How long to try without sleeping: about what it costs to be woken up. */
  private static final long SPIN_NANOS = 50_000;

  /** How long the two checks below may be put off: a tenth of what a person would notice. */
  private static final long CHECK_NANOS = 10_000_000;

  private static final long MAX_SLEEP_MILLIS = 50;

  private final Selector selector;
  private final List<PeerConnection> peers;
  private final Duration peerTimeout;
  private final Runnable check;

  /**
   * Moves bytes of connections that are registered with the selector.
   *
   * @param check throws if the wait must end for a reason that lies on this side
   */
  Pump(Selector selector, List<PeerConnection> peers, Duration peerTimeout, Runnable check) {
    this.selector = selector;
    this.peers = peers;
    this.peerTimeout = peerTimeout;
    this.check = check;
  }

  /** Returns when neither connection has anything under way any more. */
  void run(PeerConnection to, PeerConnection from) throws IOException {
    check.run();
    long lastMoved = System.nanoTime();
    long lastCheck = lastMoved;
    while (to.sending() || from.receiving()) {
      boolean sent = to.sending() && to.advanceSend();
      boolean received = from.receiving() && from.advanceReceive();
      long now = System.nanoTime();
      if (sent || received) {
        lastMoved = now;
      } else if (now - lastMoved < SPIN_NANOS) {
        letOthersRun();
      } else {
        from.checkSilence(now, peerTimeout);
        to.checkSilence(now, peerTimeout);
        pollAll(sleepMillis());
        check.run();
        lastCheck = now;
      }
      if (now - lastCheck > CHECK_NANOS) {
        pollAll(0);
        check.run();
        lastCheck = now;
      }
    }
  }

  /** Takes in what any peer has sent, after at most this long; data that nobody awaits stays. */
  void pollAll(long millis) throws IOException {
    for (PeerConnection peer : peers) {
      peer.updateInterest();
    }
    if (millis > 0) {
      selector.select(Pump::receive, millis);
    } else {
      selector.selectNow(Pump::receive);
    }
  }

  /** The peer may well wait for this very core: two executors and a driver can share two. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersRun() {
    Thread.yield();
  }

  private long sleepMillis() {
    return Math.max(1, Math.min(MAX_SLEEP_MILLIS, peerTimeout.toMillis() / 4));
  }

  private static void receive(SelectionKey key) {
    if (key.isReadable()) {
      ((PeerConnection) key.attachment()).advanceReceive();
    }
  }
}
