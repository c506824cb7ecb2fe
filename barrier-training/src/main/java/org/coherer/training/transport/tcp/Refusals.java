package org.coherer.training.transport.tcp;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts refused connections and keeps the last reason. Thread-safe. */
public final class Refusals {

  private final AtomicInteger count = new AtomicInteger();
  private volatile String last = "";

  /** Counts a refusal of a peer at this address, for this reason. */
  public void add(String from, String why) {
    last = from + ": " + why;
    count.incrementAndGet();
  }

  /** Returns how many there were. */
  public int count() {
    return count.get();
  }

  /** Returns a note for the end of a message; empty if nothing was refused. */
  public String note() {
    return count.get() == 0
        ? ""
        : " (" + count + " connections were refused, the last " + last + ")";
  }
}
