package org.coherer.connector.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest reports of the fits of a session, and who wants them. Keeps those of the last fits, of
 * each the newest ones; of reports within an epoch, the last alone.
 */
public final class SessionReports {

  private static final Logger LOG = LoggerFactory.getLogger(SessionReports.class);

  /** So many fits are remembered, and so many reports of each. */
  static final int FITS = 20;

  static final int REPORTS = 1000;

  /** A client reads more often than that, or does not watch any longer. */
  private static final long WATCHED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Until a session is gone; nothing in a value may refer to it. */
  private static final Map<SparkSession, SessionReports> ALL =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final AtomicLong FIT_NUMBERS = new AtomicLong();

  /**
   * A report with its place among all of the session.
   *
   * @param number counted from 1
   */
  record Numbered(long number, FitReport report) {}

  private final LongSupplier nanoTime;
  private final List<FitListeners.Entry> listeners = new CopyOnWriteArrayList<>();
  private final Map<Long, Deque<Numbered>> byFit = new LinkedHashMap<>();
  private long added;
  private boolean everShown;
  private long lastShown;

  SessionReports(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns those of a session. */
  public static SessionReports of(SparkSession session) {
    return ALL.computeIfAbsent(session, key -> new SessionReports(System::nanoTime));
  }

  /** Returns a new fit. */
  public static FitReport.Fit newFit(String uid) {
    return new FitReport.Fit(FIT_NUMBERS.incrementAndGet(), uid);
  }

  /** Keeps a report and passes it to all listeners. */
  public void publish(FitReport report) {
    keep(report);
    for (FitListeners.Entry entry : listeners) {
      try {
        entry.listener().onReport(report);
      } catch (Throwable e) { // Scala's listeners may throw what they do not declare.
        LOG.warn("A listener to fits has failed ({}); the fit goes on", entry.listener(), e);
      }
    }
  }

  private synchronized void keep(FitReport report) {
    Deque<Numbered> own =
        byFit.computeIfAbsent(report.fit().number(), number -> new ArrayDeque<>());
    if (!own.isEmpty() && own.getLast().report().kind() == FitReport.Kind.STEP) {
      own.removeLast();
    }
    own.addLast(new Numbered(++added, report));
    if (own.size() > REPORTS) {
      own.removeFirst();
    }
    if (byFit.size() > FITS) {
      byFit.remove(byFit.keySet().iterator().next());
    }
  }

  /** Returns the newest reports after one of a number, in their order. */
  synchronized List<Numbered> after(long number, int limit) {
    List<Numbered> found = new ArrayList<>();
    for (Deque<Numbered> own : byFit.values()) {
      for (Numbered one : own) {
        if (one.number() > number) {
          found.add(one);
        }
      }
    }
    found.sort((one, other) -> Long.compare(one.number(), other.number()));
    return List.copyOf(found.subList(Math.max(0, found.size() - limit), found.size()));
  }

  /** Takes note that a client shows to its user what it reads. */
  synchronized void shown() {
    everShown = true;
    lastShown = nanoTime.getAsLong();
  }

  /** Returns whether a client shows the progress of this session's fits to its user. */
  public synchronized boolean isShown() {
    return everShown && nanoTime.getAsLong() - lastShown < WATCHED_NANOS;
  }

  void add(FitListeners.Entry entry) {
    listeners.add(entry);
  }

  void remove(FitListeners.Entry entry) {
    listeners.remove(entry);
  }
}
