package org.coherer.connector.report;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.coherer.training.event.TrainingHistory.ValidationResult;

/**
 * How far a fit has come. Numbers that are not known yet, or not at all, are NaN.
 *
 * @param fit whose report it is
 * @param kind what has happened
 * @param time when it happened, by the clock of the worker that has seen it
 * @param position where the fit stands
 * @param measures how it does: in the steps of the epoch so far, or in the whole epoch if that has
 *     ended
 * @param validation what the validation set showed last
 * @param text the same in words, a line
 */
public record FitReport(
    Fit fit,
    Kind kind,
    Instant time,
    Position position,
    Measures measures,
    ValidationResult validation,
    String text) {

  /** Checks that nothing is missing. */
  public FitReport {
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(measures, "measures");
    Objects.requireNonNull(validation, "validation");
    Objects.requireNonNull(text, "text");
  }

  /** Returns the epoch under way or just ended, counted from 1; 0 before the first. */
  public int epoch() {
    return position.epoch();
  }

  /** Returns how many epochs there are to be. */
  public int epochs() {
    return position.epochs();
  }

  /** Returns the mean loss per unit of row weight. */
  public double loss() {
    return measures.loss();
  }

  /** Returns the mean loss on the validation set; NaN without one. */
  public double validationLoss() {
    return validation.loss();
  }

  /** Returns the metrics on the validation set by name; none without one. */
  public SortedMap<String, Double> metrics() {
    return validation.metrics();
  }

  /** What has happened. */
  public enum Kind {
    /** All workers hold their rows; the first step is about to be made. */
    STARTED,
    /** Steps were made; about one report a second. */
    STEP,
    /** An epoch has ended, its validation included. */
    EPOCH,
    /**
     * Something out of the ordinary, which the text says: steps skipped, a lost worker replaced.
     */
    NOTE,
    /** Training has ended. */
    ENDED,
    /** The fit has failed, or was cancelled. */
    FAILED;

    /** Returns its name as clients see it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A fit of this application.
   *
   * @param number counted from 1; copies of one estimator, as cross-validation fits them, share the
   *     uid
   * @param uid that of the estimator
   */
  public record Fit(long number, String uid) {}

  /**
   * Where a fit stands.
   *
   * @param epoch counted from 1; 0 before the first
   * @param epochs how many there are to be
   * @param step step within the epoch, counted from 1; 0 before the first
   * @param stepsPerEpoch optimizer steps in each epoch
   */
  public record Position(int epoch, int epochs, long step, long stepsPerEpoch) {

    /** Where a fit stands that has not started. */
    public static final Position START = new Position(0, 0, 0, 0);

    /** Returns the part of all steps that is done, from 0 to 1. */
    public double fraction() {
      double all = (double) epochs * stepsPerEpoch;
      return all == 0 || epoch == 0 ? 0 : Math.min(1, ((epoch - 1.0) * stepsPerEpoch + step) / all);
    }
  }

  /**
   * How a fit does.
   *
   * @param loss mean loss per unit of row weight, all workers
   * @param rows rows trained by all workers; 0 within an epoch
   * @param seconds wall time of the epoch, without validation; NaN within it
   * @param rowsPerSecond rows a second, all workers
   * @param secondsLeft about how many seconds are left to the last epoch
   * @param learningRate that of the last step; NaN if the network has several, and within an epoch
   */
  public record Measures(
      double loss,
      long rows,
      double seconds,
      double rowsPerSecond,
      double secondsLeft,
      double learningRate) {

    /** Nothing is known yet. */
    public static final Measures UNKNOWN =
        new Measures(Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
