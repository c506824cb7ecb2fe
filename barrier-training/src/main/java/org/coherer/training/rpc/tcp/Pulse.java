package org.coherer.training.rpc.tcp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.coherer.training.transport.Durations;

/**
 * When a side has to show that it is alive, and when the other one counts as lost. Used by one
 * thread.
 */
final class Pulse {

  /** How many heartbeats fit into one peer timeout, so that some may be late. */
  private static final int PER_TIMEOUT = 4;

  private static final long LONGEST_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Duration timeout;
  private final long periodNanos;
  private long lastLookNanos = System.nanoTime();
  private long notBeforeNanos = lastLookNanos;

  Pulse(Duration peerTimeout) {
    timeout = peerTimeout;
    periodNanos = Math.min(LONGEST_PERIOD_NANOS, peerTimeout.toNanos() / PER_TIMEOUT);
  }

  /** Returns how often to look. */
  long tickNanos() {
    return Math.min(LONGEST_TICK_NANOS, periodNanos / 2);
  }

  /** Returns whether a heartbeat is due, where bytes were sent last at this time. */
  boolean due(long sentNanos, long now) {
    return now - sentNanos >= periodNanos;
  }

  /**
   * Takes note that somebody looks. A side that was itself frozen for a while cannot know whether
   * the other one was silent: it waits for the timeout anew.
   */
  void look(long now) {
    if (now - lastLookNanos > timeout.toNanos() / 2) {
      notBeforeNanos = now;
    }
    lastLookNanos = now;
  }

  /** Returns whether what was expected since this time counts as lost. */
  boolean lost(long sinceNanos, long now) {
    return Math.min(now - sinceNanos, now - notBeforeNanos) > timeout.toNanos();
  }

  /** Returns the timeout as messages say it. */
  String text() {
    return Durations.text(timeout);
  }
}
