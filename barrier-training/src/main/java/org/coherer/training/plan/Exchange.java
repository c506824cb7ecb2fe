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
      int accumulateSteps, OverlapMode overlap, long bucketBytes, boolean shardOptimizerState) {
    this(accumulateSteps, new Agreement.AllReduce(overlap, bucketBytes, shardOptimizerState));
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
