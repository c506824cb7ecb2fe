package org.coherer.connector.progress;

import java.util.Locale;
import java.util.function.Consumer;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.event.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line per event to the driver's log, under the logger {@value #LOGGER} at level INFO,
 * so that a logging configuration can show or hide the progress of training apart from everything
 * else.
 */
public final class ProgressLog implements TrainingListener {

  /** The name of the logger. */
  public static final String LOGGER = "org.coherer.training.progress";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  /** Less is no reason to look for something faster. */
  private static final double WAIT_SHARE = 0.05;

  /** Writes nothing. */
  public static final int SILENT = 0;

  /** Writes of the start, every epoch and the end. */
  public static final int EPOCHS = 1;

  /** Writes of the steps between them too. */
  public static final int STEPS = 2;

  private final int verbosity;
  private final Consumer<String> lines;
  private long stepsPerEpoch;
  private int epochs;

  /** Creates one that writes everything. */
  public ProgressLog() {
    this(STEPS);
  }

  /**
   * Creates one.
   *
   * @param verbosity {@link #SILENT}, {@link #EPOCHS} or {@link #STEPS}
   */
  public ProgressLog(int verbosity) {
    this(verbosity, LOG::info);
  }

  ProgressLog(int verbosity, Consumer<String> lines) {
    if (verbosity < SILENT || verbosity > STEPS) {
      throw new IllegalArgumentException("Invalid verbosity " + verbosity + " (must be 0, 1 or 2)");
    }
    this.verbosity = verbosity;
    this.lines = lines;
  }

  @Override
  public void onEvent(TrainingEvent event) {
    if (event instanceof TrainingEvent.RunStarted started) {
      stepsPerEpoch = started.stepsPerEpoch();
      epochs = started.epochs();
    }
    if (verbosity >= (event instanceof TrainingEvent.Progress ? STEPS : EPOCHS)) {
      format(event).lines().forEach(lines);
    }
  }

  /** Returns the lines for an event. */
  String format(TrainingEvent event) {
    if (event instanceof TrainingEvent.RunStarted started) {
      return started(started);
    } else if (event instanceof TrainingEvent.Progress progress) {
      return String.format(
          Locale.ROOT,
          "epoch %d/%d step %d/%d loss %.4f rows/s %.0f eta %s",
          progress.epoch(),
          epochs,
          progress.step(),
          stepsPerEpoch,
          progress.loss(),
          progress.rowsPerSecond(),
          clock(progress.secondsLeft()));
    }
    if (event instanceof TrainingEvent.EpochValidated validated) {
      return validated(validated);
    } else if (event instanceof TrainingEvent.DataWaited waited) {
      return waited(waited);
    } else if (event instanceof TrainingEvent.RunEnded ended) {
      return ended(ended);
    }
    return completed((TrainingEvent.EpochCompleted) event);
  }

  private String completed(TrainingEvent.EpochCompleted epoch) {
    TrainingHistory.Times times = epoch.times();
    double percent = 100 / Math.max(1e-9, times.total());
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d/%d done: loss %.4f, %d rows in %.1f s (%.0f rows/s;"
                + " data %.0f%%, compute %.0f%%, exchange %.0f%%, wait %.0f%%)",
            epoch.epoch(),
            epochs,
            epoch.loss(),
            epoch.rows(),
            times.total(),
            epoch.rows() / Math.max(1e-9, times.total()),
            times.data() * percent,
            times.compute() * percent,
            times.exchange() * percent,
            times.waiting() * percent);
    return epoch.skippedSteps() == 0
        ? line
        : line + ", without " + epoch.skippedSteps() + " steps whose numbers were not finite";
  }

  /** Tells of an end that is not the one that was asked for. */
  private String ended(TrainingEvent.RunEnded end) {
    String result = "the result is that of epoch " + end.resultEpoch();
    return switch (end.reason()) {
      case EARLY_STOPPING ->
          String.format(
              "training stopped after epoch %d/%d, none being better since epoch %d: %s",
              end.epochs(), epochs, end.bestEpoch(), result);
      case MAX_SECONDS ->
          String.format(
              "training stopped in epoch %d/%d, the time being up: %s",
              end.epochs(), epochs, result);
      case MAX_ITER ->
          end.resultEpoch() == end.epochs() ? "" : "training is done: " + result + ", the best one";
    };
  }

  private String validated(TrainingEvent.EpochValidated validated) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "epoch %d/%d validation: loss %.4f",
                validated.epoch(),
                epochs,
                validated.loss()));
    validated
        .metrics()
        .forEach(
            (name, value) -> line.append(String.format(Locale.ROOT, ", %s %.4f", name, value)));
    return line.append(
            String.format(
                Locale.ROOT, ", %d rows in %.1f s", validated.rows(), validated.seconds()))
        .toString();
  }

  /** Tells of waits that a user would want to know of; there is one for each rank and epoch. */
  private String waited(TrainingEvent.DataWaited waited) {
    if (waited.seconds() < WAIT_SHARE * waited.epochSeconds()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "epoch %d/%d: rank %d waited %.1f s for data (%.0f%% of the epoch)",
        waited.epoch(),
        epochs,
        waited.rank(),
        waited.seconds(),
        100 * waited.seconds() / waited.epochSeconds());
  }

  private static String started(TrainingEvent.RunStarted run) {
    StringBuilder lines = new StringBuilder();
    for (TrainingEvent.WorkerInfo worker : run.workers()) {
      lines.append(
          String.format(
              Locale.ROOT,
              "rank %d on %s pid %d, %d rows%n",
              worker.rank(),
              worker.host(),
              worker.processId(),
              worker.rows()));
    }
    lines.append(
        String.format(
            Locale.ROOT,
            "training %d parameters on %d rows with %d workers: %d epochs of %d steps",
            run.parameterCount(),
            run.rows(),
            run.workers().size(),
            run.epochs(),
            run.stepsPerEpoch()));
    return lines.toString();
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
