package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats to all peers, also during long computations, from a thread of its own. A frozen
 * process or a cut cable stops them; a slow step does not.
 */
final class Heartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

  /** How many heartbeats fit into one peer timeout, so that some may be lost or late. */
  private static final int PER_TIMEOUT = 4;

  private final List<Peer> peers;
  private final Duration period;
  private final Thread thread;
  private boolean closed;

  private Heartbeat(int rank, List<Peer> peers, Duration period) {
    this.peers = peers;
    this.period = period;
    this.thread = new Thread(this::run, "coherer-heartbeat-" + rank);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param peerTimeout the silence after which the peers time this rank out
   */
  static Heartbeat start(int rank, List<Peer> peers, Duration peerTimeout) {
    Duration period = peerTimeout.dividedBy(PER_TIMEOUT);
    Heartbeat heartbeat =
        new Heartbeat(rank, peers, period.compareTo(LONGEST_PERIOD) < 0 ? period : LONGEST_PERIOD);
    heartbeat.thread.start();
    return heartbeat;
  }

  private void run() {
    while (awaitNextBeat()) {
      peers.forEach(Heartbeat::beat);
    }
  }

  /** Waits for one period; returns whether to continue. */
  private synchronized boolean awaitNextBeat() {
    long end = System.nanoTime() + period.toNanos();
    try {
      for (long left = period.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return !closed;
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted: peers will time this rank out", thread.getName(), e);
      return false;
    }
  }

  private static void beat(Peer peer) {
    try {
      peer.heartbeat();
    } catch (IOException e) {
      LOG.debug("Cannot send a heartbeat to {}", peer.name(), e);
    }
  }

  /**
   * Ends the thread and waits for it. It is not interrupted, since that would close the socket to
   * which it may be writing.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
