package org.coherer.connector.progress;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.coherer.connector.report.FitReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what a fit tells, in order, on a thread of its own, so that whoever tells never waits
 * for whoever listens. What is told while too much waits already is dropped.
 */
final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** About an hour of training in epochs that take seconds. */
  private static final int MOST_WAITING = 10_000;

  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong dropped = new AtomicLong();
  private final FitReport.Fit fit;
  private final int most;
  private final long patienceMillis;
  private final Thread thread;

  /** Read and written by the thread alone. */
  private boolean ended;

  Deliveries(FitReport.Fit fit) {
    this(fit, MOST_WAITING, PATIENCE_MILLIS);
  }

  /**
   * Creates deliveries.
   *
   * @param most how many may wait
   * @param patienceMillis how long the end waits for those that do
   */
  Deliveries(FitReport.Fit fit, int most, long patienceMillis) {
    this.fit = fit;
    this.most = most;
    this.patienceMillis = patienceMillis;
    this.thread = new Thread(this::run, "coherer-progress-" + fit.number());
    thread.setDaemon(true);
    thread.start();
  }

  /** Has something delivered; returns at once. */
  void add(Runnable delivery) {
    if (waiting.size() < most) {
      waiting.add(delivery);
    } else {
      dropped.incrementAndGet();
    }
  }

  /** Has the last thing delivered, and waits until all is, or ten seconds. */
  void end(Runnable last) {
    waiting.add(last);
    waiting.add(() -> ended = true);
    boolean interrupted =
        Thread.interrupted(); // Of a fit that was cancelled: its end is told, too.
    try {
      thread.join(patienceMillis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (dropped.get() > 0) {
      LOG.warn(
          "Dropped {} events of fit {} ({}): listeners or standard error take longer than training",
          dropped,
          fit.number(),
          fit.uid());
    }
  }

  private void run() {
    try {
      while (!ended) {
        deliver(waiting.take());
      }
    } catch (InterruptedException e) {
      LOG.debug("The progress of fit {} is told no longer", fit.number(), e);
    }
  }

  private void deliver(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("Cannot tell the progress of fit {} ({})", fit.number(), fit.uid(), e);
    }
  }
}
