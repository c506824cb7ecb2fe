package org.coherer.connector.progress;

import java.util.function.Consumer;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the events of a run to the driver's log, under the logger {@value #LOGGER} at level INFO,
 * so that a logging configuration can show or hide the progress of training apart from everything
 * else. One for each run.
 */
public final class ProgressLog implements TrainingListener {

  /** The name of the logger. */
  public static final String LOGGER = "org.coherer.training.progress";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final Verbosity verbosity;
  private final Consumer<String> lines;
  private final ProgressFormat format = new ProgressFormat();

  /**
   * Creates a progress log.
   *
   * @param verbosity 0 writes nothing, 1 the start, every epoch and the end, 2 the steps as well
   * @throws IllegalArgumentException if it is none of these
   */
  public ProgressLog(int verbosity) {
    this(Verbosity.of(verbosity), LOG::info);
  }

  ProgressLog(Verbosity verbosity) {
    this(verbosity, LOG::info);
  }

  ProgressLog(Verbosity verbosity, Consumer<String> lines) {
    this.verbosity = verbosity;
    this.lines = lines;
  }

  @Override
  public void onEvent(RunEvent event) {
    ProgressFormat.Entry entry = event.event().accept(format);
    if (verbosity.includes(entry.level())) {
      entry.text().lines().forEach(lines);
    }
  }
}
