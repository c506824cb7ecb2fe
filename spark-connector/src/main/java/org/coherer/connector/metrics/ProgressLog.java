package org.coherer.connector.metrics;

import java.util.Locale;
import org.coherer.training.event.TrainingEvent;
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

  private long stepsPerEpoch;
  private int epochs;

  @Override
  public void onEvent(TrainingEvent event) {
    if (event instanceof TrainingEvent.RunStarted started) {
      stepsPerEpoch = started.stepsPerEpoch();
      epochs = started.epochs();
    }
    format(event).lines().forEach(LOG::info);
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
    }
    return completed((TrainingEvent.EpochCompleted) event);
  }

  private String completed(TrainingEvent.EpochCompleted epoch) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d done: loss %.4f, %d rows in %.1f s (%.0f rows/s)",
        epoch.epoch(),
        epochs,
        epoch.loss(),
        epoch.rows(),
        epoch.seconds(),
        epoch.rows() / Math.max(1e-9, epoch.seconds()));
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
