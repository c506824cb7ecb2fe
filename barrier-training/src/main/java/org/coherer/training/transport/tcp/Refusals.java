package org.coherer.training.transport.tcp;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts refused connections and keeps the last reason. */
final class Refusals {

  private final AtomicInteger count = new AtomicInteger();
  private volatile String last = "";

  void add(String from, String why) {
    last = from + ": " + why;
    count.incrementAndGet();
  }

  int count() {
    return count.get();
  }

  /** Returns a note for the end of a message; empty if nothing was refused. */
  String note() {
    return count.get() == 0
        ? ""
        : " (" + count + " connections were refused, the last " + last + ")";
  }
}
