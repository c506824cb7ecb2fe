package org.coherer.training.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.event.EventSink;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.transport.auth.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the events and the failure of one task to the driver, and meanwhile that it is alive.
 * Connects and writes on a thread of its own, and never delays or fails training: where the driver
 * cannot be reached, training goes on without reports and the task's log says so once.
 */
public final class DriverChannel implements EventSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverChannel.class);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_QUEUED = 256;

  /** How many signs of life fit into one peer timeout, so that some may be late. */
  private static final int SIGNS_PER_TIMEOUT = 4;

  /** Between two looks whether the driver has asked for something. */
  private static final long LOOK_MILLIS = 200;

  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

  private final DriverAddress driver;
  private final int rank;
  private final int attempt;
  private final String host;
  private final ScheduledThreadPoolExecutor writer;
  private final ScheduledFuture<?> signs;
  private final ScheduledFuture<?> looks;

  private final AtomicBoolean checkpointAsked = new AtomicBoolean();

  // Both belong to the writer's thread, but anyone may close the line.
  private volatile FrameLine line;
  private boolean broken;

  /**
   * Creates the channel of a rank.
   *
   * @param host where the rank runs, for messages
   * @param peerTimeout how long the driver may receive nothing from a rank that is alive
   */
  public DriverChannel(
      DriverAddress driver, int rank, int attempt, String host, Duration peerTimeout) {
    this.driver = driver;
    this.rank = rank;
    this.attempt = attempt;
    this.host = host;
    this.writer =
        new ScheduledThreadPoolExecutor(
            1,
            runnable -> {
              Thread thread = new Thread(runnable, "coherer-report-" + rank);
              thread.setDaemon(true);
              return thread;
            });
    long period = Math.min(peerTimeout.toNanos() / SIGNS_PER_TIMEOUT, LONGEST_PERIOD.toNanos());
    this.signs =
        writer.scheduleAtFixedRate(
            () -> write(new Report.Alive()), 0, period, TimeUnit.NANOSECONDS);
    this.looks =
        writer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onEvent(TrainingEvent event) {
    enqueue(Report.Event.now(event));
  }

  /** Reports why this rank fails. */
  public void reportFailure(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append("; caused by ").append(cause);
    }
    MemoryHint.of(failure).ifPresent(hint -> text.append(" (").append(hint).append(')'));
    enqueue(
        new Report.Failure(
            attempt,
            rank,
            host,
            ProcessHandle.current().pid(),
            FailureKind.of(failure),
            text.toString()));
  }

  /** Reports that this rank has written its slice of a checkpoint. */
  public void reportSlice(byte[] content) {
    enqueue(new Report.Slice(content));
  }

  /**
   * Returns whether the driver has asked for a checkpoint since this was called last; it does so
   * some tenths of a second before.
   */
  public boolean takeCheckpointWish() {
    return checkpointAsked.get() && checkpointAsked.getAndSet(false);
  }

  private void look() {
    try {
      while (!broken && line != null && line.hasFrame()) {
        checkpointAsked.compareAndSet(false, Request.isCheckpoint(line.read()));
      }
    } catch (IOException e) {
      LOG.debug("Rank {} cannot read what the driver asks for", rank, e);
    }
  }

  private void enqueue(Report report) {
    if (writer.getQueue().size() >= MAX_QUEUED) {
      LOG.debug("Rank {} drops a report: the driver does not take them fast enough", rank);
      return;
    }
    try {
      writer.execute(() -> write(report));
    } catch (RejectedExecutionException e) {
      LOG.debug("Rank {} drops a report: its task has ended", rank, e);
    }
  }

  private void write(Report report) {
    if (broken) {
      return;
    }
    try {
      if (line == null) {
        line = driver.connect(Purpose.EVENTS_TO_DRIVER, rank, attempt);
      }
      line.write(Report.encode(report));
    } catch (IOException e) {
      broken = true;
      LOG.warn(
          "Rank {} cannot reach the driver at {}:{}; training goes on, unseen there",
          rank,
          driver.host(),
          driver.port(),
          e);
    }
  }

  /** Sends what is queued, for two seconds at most, and disconnects. */
  @Override
  public void close() {
    signs.cancel(false);
    looks.cancel(false);
    enqueueDisconnect();
    writer.shutdown();
    boolean interrupted = Thread.interrupted(); // Of a cancelled task; it still has to disconnect.
    try {
      if (!writer.awaitTermination(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Rank {} ends with reports that the driver has not taken", rank);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      writer.shutdownNow();
      disconnect();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void enqueueDisconnect() {
    try {
      writer.execute(this::disconnect);
    } catch (RejectedExecutionException e) {
      LOG.debug("Rank {} has disconnected before", rank, e);
    }
  }

  private void disconnect() {
    try {
      if (line != null) {
        line.close();
      }
    } catch (IOException e) {
      LOG.debug("Rank {} could not disconnect", rank, e);
    }
  }
}
