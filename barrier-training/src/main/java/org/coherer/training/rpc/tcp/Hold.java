package org.coherer.training.rpc.tcp;

import org.coherer.training.rpc.call.ChannelLimits;

/**
 * What a server holds of one connection: requests that are not answered, and answers that are not
 * sent. Beyond the limits, the next request has to wait in the socket. Thread-safe.
 */
final class Hold {

  private final ChannelLimits limits;
  private int requests;
  private long bytes;
  private boolean waiting;

  Hold(ChannelLimits limits) {
    this.limits = limits;
  }

  /** Holds a request of this weight; returns false if it has to wait. */
  synchronized boolean enter(long weight) {
    waiting = !limits.admits(requests, bytes, weight);
    if (!waiting) {
      requests++;
      bytes += weight;
    }
    return !waiting;
  }

  /** Releases a request; returns whether another one has to wait, and may ask again. */
  synchronized boolean leave(long weight) {
    requests--;
    bytes -= weight;
    boolean ask = waiting;
    waiting = false;
    return ask;
  }
}
