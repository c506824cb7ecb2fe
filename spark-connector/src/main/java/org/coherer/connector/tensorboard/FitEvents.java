package org.coherer.connector.tensorboard;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.connector.file.FitFileName;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitObserver;
import org.coherer.connector.report.FitReport;
import org.coherer.connector.report.FitReport.Kind;
import org.coherer.training.engine.NetworkSummary;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what it sees of one fit into event files, in a folder of the fit's own. Steps are those of
 * the optimizer since the start of the run. If the file system fails, it says so once and writes no
 * more.
 */
final class FitEvents implements FitObserver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FitEvents.class);

  /** Within long epochs; at the end of each epoch all is flushed. */
  private static final long NANOS_BETWEEN_FLUSHES = TimeUnit.SECONDS.toNanos(10);

  /** Writes something. */
  private interface Writing {
    void write() throws IOException;
  }

  private final FileSystem fileSystem;
  private final Path folder;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final RunScalars scalars = new RunScalars();

  /** Where the fit's files are; {@code null} before it begins, and when they cannot be written. */
  private EventFiles files;

  private long flushed;
  private long lastNote = -1;

  /**
   * Creates fit events.
   *
   * @param folder that of all fits
   */
  FitEvents(FileSystem fileSystem, Path folder, Clock clock, LongSupplier nanoTime) {
    this.fileSystem = fileSystem;
    this.folder = folder;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onBegin(FitDescription fit) {
    Instant now = clock.instant();
    String name = FitFileName.of(fit.fit(), now);
    files = new EventFiles(fileSystem, new Path(folder, name), clock, nanoTime);
    flushed = nanoTime.getAsLong();
    attempt(
        () -> {
          files.write(Hyperparameters.start(now, fit.params()));
          files.write(Events.graph(now, NetworkGraph.of(fit.network())));
          files.write(Events.text(now, 0, "network", table(fit)));
          files.flush();
        });
  }

  /** As Markdown shows a text as it is. */
  private static String table(FitDescription fit) {
    return NetworkSummary.of(fit.network()).indent(4);
  }

  @Override
  public void onEvent(FitReport.Fit fit, RunEvent event) {
    Map<String, Double> found = event.event().accept(scalars);
    long step = scalars.step();
    boolean goesBack =
        event.event() instanceof TrainingEvent.RunResumed
            || event.event() instanceof TrainingEvent.RolledBack;
    attempt(
        () -> {
          if (goesBack) {
            lastNote = Math.min(lastNote, step - 1);
            files.write(Events.restart(event.time(), step));
          }
          if (!found.isEmpty()) {
            files.write(Events.scalars(event.time(), step, found));
          }
          if (event.event() instanceof TensorsMeasured tensors) {
            files.write(Events.histograms(event.time(), step, Histograms.of(tensors)));
          }
          if (nanoTime.getAsLong() - flushed >= NANOS_BETWEEN_FLUSHES) {
            flush();
          }
        });
  }

  @Override
  public void onReport(FitReport report) {
    attempt(
        () -> {
          boolean end = report.kind() == Kind.ENDED || report.kind() == Kind.FAILED;
          if (end || report.kind() == Kind.NOTE || report.kind() == Kind.STARTED) {
            note(report);
          }
          if (end) {
            files.write(Hyperparameters.end(report.time(), report.kind() == Kind.ENDED));
          }
          if (end || report.kind() == Kind.EPOCH) {
            flush();
          }
        });
  }

  /** Of several notes of one step, readers keep the last one; so each has a step of its own. */
  private void note(FitReport report) throws IOException {
    lastNote = Math.max(lastNote + 1, scalars.step());
    files.write(Events.text(report.time(), lastNote, "notes", report.text()));
  }

  private void flush() throws IOException {
    flushed = nanoTime.getAsLong();
    files.flush();
  }

  @Override
  public void close() {
    attempt(() -> files.close());
    files = null;
  }

  private void attempt(Writing writing) {
    if (files == null) {
      return;
    }
    try {
      writing.write();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("Cannot write what TensorBoard shows to {}; the fit goes on without it", folder, e);
      abandon();
    }
  }

  /** What was flushed stays; a file system that has failed once may fail again. */
  private void abandon() {
    EventFiles failed = files;
    files = null;
    try {
      failed.close();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("Cannot close a file in {} either", folder, e);
    }
  }
}
