package org.coherer.training.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the spans of the steps for which it is on. One thread turns it on and off and takes what it
 * has; others may tell it of spans at the same time.
 */
public final class SpanRecorder implements Tracer {

  private static final long OFF = Long.MIN_VALUE;

  private final LongSupplier nanoTime;

  /** What makes a time of the clock one since 1970. */
  private final long sinceEpoch;

  private final List<Span> spans = new ArrayList<>();
  private volatile boolean on;

  /** Creates a recorder, which is off. */
  public SpanRecorder() {
    this(System::nanoTime, System::currentTimeMillis);
  }

  SpanRecorder(LongSupplier nanoTime, LongSupplier millis) {
    this.nanoTime = nanoTime;
    this.sinceEpoch = TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()) - nanoTime.getAsLong();
  }

  /** Turns it on, or off. */
  public void turn(boolean newOn) {
    on = newOn;
  }

  @Override
  public long start() {
    return on ? nanoTime.getAsLong() : OFF;
  }

  @Override
  public void end(Phase phase, String name, long start) {
    if (!on || start == OFF) {
      return; // What began before the first step that is wanted is no part of it.
    }
    Span span = new Span(phase, name, start + sinceEpoch, nanoTime.getAsLong() - start);
    synchronized (spans) {
      spans.add(span);
    }
  }

  /** Returns how many spans it has. */
  public int size() {
    synchronized (spans) {
      return spans.size();
    }
  }

  /** Returns the spans in the order in which they have ended, and forgets them. */
  public List<Span> take() {
    synchronized (spans) {
      List<Span> taken = List.copyOf(spans);
      spans.clear();
      return taken;
    }
  }
}
