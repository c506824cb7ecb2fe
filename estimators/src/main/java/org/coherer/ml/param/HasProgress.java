package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Where the progress of training is shown. {@code bar}: on the driver's standard error, as a line
 * that is drawn over. {@code lines}: there, a line for each epoch. {@code log}: in the driver's
 * log, at INFO. {@code none}: nowhere. {@code auto}, the default: in the log where the console
 * shows it or a notebook shows progress by itself; else as a bar if standard error is a terminal,
 * and as lines if not. The Param verbosity says how much is shown.
 *
 * @param <S> the type of the stage
 */
public interface HasProgress<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> progress() {
    return new Param<>(
        this,
        "progress",
        "where the progress of training is shown: bar or lines (on standard error), log (at INFO), none, or auto (the"
            + " log where the console shows it, else a bar in a terminal and lines elsewhere)");
  }

  /** Returns the value. */
  default String getProgress() {
    return $(progress());
  }

  /** Sets where the progress of training is shown: auto, bar, lines, log or none. Default auto. */
  default S setProgress(String value) {
    return Setter.set(this, progress(), value);
  }
}
