package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * What an optimizer step consists of, and what the ranks exchange.
 *
 * @param accumulateSteps batches of each rank per optimizer step
 * @param agreement how the ranks come to the same parameters
 */
public record Exchange(int accumulateSteps, Agreement agreement) implements Serializable {

  /** Every batch, overlapped where that pays, in buckets of a suitable size. */
  public static final Exchange DEFAULT = new Exchange(1, Agreement.AllReduce.DEFAULT);

  /** Creates an exchange of gradients in every step. */
  public Exchange(
      int accumulateSteps,
      OverlapMode overlap,
      long bucketBytes,
      boolean shardOptimizerState,
      boolean replicateOptimizerState) {
    this(
        accumulateSteps,
        new Agreement.AllReduce(
            overlap, bucketBytes, shardOptimizerState, replicateOptimizerState));
  }

  /** Creates an exchange in which nobody holds a copy of another rank's part of the state. */
  public Exchange(
      int accumulateSteps, OverlapMode overlap, long bucketBytes, boolean shardOptimizerState) {
    this(accumulateSteps, overlap, bucketBytes, shardOptimizerState, false);
  }

  /** Creates an exchange in which every rank has all of the optimizer's state. */
  public Exchange(int accumulateSteps, OverlapMode overlap, long bucketBytes) {
    this(accumulateSteps, overlap, bucketBytes, false);
  }

  /** Checks the number. */
  public Exchange {
    Objects.requireNonNull(agreement, "agreement");
    Requirements.atLeastOne("accumulateSteps", accumulateSteps);
  }

  /** Returns whether every rank has the optimizer's state of a part of the parameters alone. */
  public boolean shardOptimizerState() {
    return agreement instanceof Agreement.AllReduce all && all.shardOptimizerState();
  }

  /** Returns whether every rank holds a copy of another one's part of the optimizer's state. */
  public boolean replicateOptimizerState() {
    return agreement instanceof Agreement.AllReduce all && all.replicateOptimizerState();
  }

  /**
   * Returns the exchange of a run that is to have so many workers: one that is alone for good holds
   * no copy.
   */
  public Exchange among(int workers) {
    return workers == 1 && agreement instanceof Agreement.AllReduce all
        ? new Exchange(
            accumulateSteps,
            new Agreement.AllReduce(
                all.overlap(), all.bucketBytes(), all.shardOptimizerState(), false))
        : this;
  }

  /** Returns how parameters are averaged; empty if gradients are summed instead. */
  public Optional<Agreement.Averaging> averaging() {
    return agreement instanceof Agreement.Averaging averaging
        ? Optional.of(averaging)
        : Optional.empty();
  }

  /**
   * Returns how many optimizer steps so many batches of each rank make; the last may have fewer.
   */
  public long stepsFor(long batches) {
    return Requirements.ceilDiv(batches, accumulateSteps);
  }
}
