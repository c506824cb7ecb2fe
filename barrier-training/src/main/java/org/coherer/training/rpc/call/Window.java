package org.coherer.training.rpc.call;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client has under way. Holds senders up while it is full. Thread-safe.
 *
 * <p>A sender that waits is woken once a quarter of the window is free, not at each answer: it then
 * sends many requests at once.
 */
public final class Window {

  /** Why a request may not be sent. */
  public enum Obstacle {
    /** None: it counts as under way from now on. */
    NONE,
    /** The client has ended. */
    ENDED,
    /** The time is up. */
    LATE,
    /** The thread was interrupted, and still is. */
    INTERRUPTED
  }

  private final ChannelLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int requests;
  private long bytes;
  private int waiting;
  private boolean ended;

  /** Admits requests within limits. */
  public Window(ChannelLimits limits) {
    this.limits = limits;
  }

  /**
   * Admits a request, for which it waits.
   *
   * @param weight the bytes that it counts with
   * @param nanos how long to wait at most
   * @param mayWait false for a thread that answers depend on: its request is admitted in any case
   */
  public Obstacle enter(long weight, long nanos, boolean mayWait) {
    lock.lock();
    waiting++;
    try {
      long left = nanos;
      while (!ended && mayWait && !limits.admits(requests, bytes, weight)) {
        if (left <= 0) {
          return Obstacle.LATE;
        }
        left = changed.awaitNanos(left);
      }
      if (ended) {
        return Obstacle.ENDED;
      }
      requests++;
      bytes += weight;
      return Obstacle.NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Obstacle.INTERRUPTED;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Takes note that a request is not under way any more. */
  public void leave(long weight) {
    lock.lock();
    try {
      requests--;
      bytes -= weight;
      boolean quarterFree =
          requests <= limits.requests() - limits.requests() / 4
              && bytes <= limits.bytes() - limits.bytes() / 4;
      if (waiting > 0 && (quarterFree || requests == 0)) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Admits nothing any more. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
