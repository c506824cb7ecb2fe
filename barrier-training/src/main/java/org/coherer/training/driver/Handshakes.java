package org.coherer.training.driver;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that have not proved themselves yet. There are never more than a few: the oldest
 * has to go for a new one. So however many say nothing, a task gets its turn.
 */
final class Handshakes {

  private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);

  private final int most;
  private final Set<Socket> pending = new LinkedHashSet<>();
  private int refused;

  Handshakes(int most) {
    this.most = most;
  }

  /** A connection has come. */
  synchronized void begin(Socket socket) {
    if (pending.size() >= most) {
      Socket oldest = pending.iterator().next();
      pending.remove(oldest);
      close(oldest);
    }
    pending.add(socket);
  }

  /** A connection has proved itself. */
  synchronized void succeed(Socket socket) {
    pending.remove(socket);
    notifyAll();
  }

  /** A connection was not admitted, or has proved nothing in time. */
  synchronized void fail(Socket socket) {
    pending.remove(socket);
    refused++;
    notifyAll();
  }

  /**
   * Waits for connections that are about to prove themselves: a task may have done its part, and
   * have sent why it fails behind it.
   *
   * @param patience how long to wait at most
   * @return whether nobody has interrupted that
   */
  synchronized boolean await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    try {
      while (left > 0 && !pending.isEmpty()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Closes what has not proved itself; says how many connections were refused. */
  synchronized void close() {
    pending.forEach(Handshakes::close);
    pending.clear();
    if (refused > 0) {
      LOG.warn("The driver no longer listens; it has refused {} connections", refused);
      refused = 0;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Could not close a connection", e);
    }
  }
}
