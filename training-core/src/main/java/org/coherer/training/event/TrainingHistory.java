package org.coherer.training.event;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run went through, epoch by epoch, and why it ended. The same on every rank.
 *
 * @param epochs in their order; the first has the number 1
 * @param bestEpoch the best one by what was monitored, counted from 1; the last one if none could
 *     be measured
 * @param resultEpoch the epoch whose parameters are the result, counted from 1: the best one or the
 *     last one
 * @param stopReason why there were no more epochs
 * @param rollBacks how often training went back to where an epoch begins, since it had diverged
 */
public record TrainingHistory(
    List<Epoch> epochs, int bestEpoch, int resultEpoch, StopReason stopReason, int rollBacks)
    implements Serializable {

  /** Copies the list. */
  public TrainingHistory {
    epochs = List.copyOf(epochs);
    Objects.requireNonNull(stopReason, "stopReason");
  }

  /** Creates the history of a training that never went back. */
  public TrainingHistory(
      List<Epoch> epochs, int bestEpoch, int resultEpoch, StopReason stopReason) {
    this(epochs, bestEpoch, resultEpoch, stopReason, 0);
  }

  /** Returns the skipped steps of all epochs. */
  public long skippedSteps() {
    return epochs.stream().mapToLong(Epoch::skippedSteps).sum();
  }

  /** Why a run ended. */
  public enum StopReason {
    /** All epochs that were asked for are done. */
    MAX_ITER,
    /** What is monitored did not get better for as many epochs as patience allows. */
    EARLY_STOPPING,
    /** The time was up. */
    MAX_SECONDS
  }

  /**
   * One pass over the data, or what there was time for.
   *
   * @param epoch counted from 1
   * @param loss mean loss per unit of row weight, all ranks, without regularization terms
   * @param rows rows trained by all ranks
   * @param skippedSteps steps that were skipped since their loss or gradients were not finite;
   *     their rows and losses do not count
   * @param learningRate the learning rate at its last step; NaN if the network has several, or none
   * @param times where the time went
   * @param validation what the validation set showed after it
   */
  public record Epoch(
      int epoch,
      double loss,
      long rows,
      long skippedSteps,
      double learningRate,
      Times times,
      ValidationResult validation)
      implements Serializable {

    /** Checks that nothing is missing. */
    public Epoch {
      Objects.requireNonNull(times, "times");
      Objects.requireNonNull(validation, "validation");
    }

    /** Returns the mean loss on the validation set; NaN without one. */
    public double validationLoss() {
      return validation.loss();
    }

    /** Returns the metrics on the validation set by name; none without one. */
    public SortedMap<String, Double> metrics() {
      return validation.metrics();
    }
  }

  /**
   * How a network does on the validation set.
   *
   * @param loss mean loss per unit of row weight, without regularization terms; NaN without a
   *     validation set
   * @param metrics further means by name
   */
  public record ValidationResult(double loss, SortedMap<String, Double> metrics)
      implements Serializable {

    /** The result without a validation set. */
    public static final ValidationResult NONE =
        new ValidationResult(Double.NaN, Collections.emptySortedMap());

    /** Copies the map. */
    public ValidationResult {
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
  }

  /**
   * Where the time of an epoch went, in seconds, each the mean over all ranks. The last four add up
   * to the first.
   *
   * @param total wall time of training, without validation
   * @param data waiting for batches
   * @param compute forward, backward and optimizer, and exchange that these hide
   * @param exchange gradients and parameters between ranks, as the rank saw it that waited least
   * @param waiting for slower ranks: what the others saw beyond that
   */
  public record Times(double total, double data, double compute, double exchange, double waiting)
      implements Serializable {}
}
