package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/**
 * How often and when the ranks exchange gradients.
 *
 * @param accumulateSteps batches of each rank per optimizer step, which has one exchange
 * @param overlap whether gradients travel during the backward pass
 * @param bucketBytes how many bytes of gradients then travel at once; 0 for a size that suits the
 *     network
 * @param shardOptimizerState whether every rank has the optimizer's state of its part of the
 *     parameters alone
 */
public record Exchange(
    int accumulateSteps, OverlapMode overlap, long bucketBytes, boolean shardOptimizerState)
    implements Serializable {

  /** Every batch, overlapped where that pays, in buckets of a suitable size. */
  public static final Exchange DEFAULT = new Exchange(1, OverlapMode.AUTO, 0);

  /** Creates an exchange in which every rank has all of the optimizer's state. */
  public Exchange(int accumulateSteps, OverlapMode overlap, long bucketBytes) {
    this(accumulateSteps, overlap, bucketBytes, false);
  }

  /** Checks the numbers, and that all of it can be had together. */
  public Exchange {
    Objects.requireNonNull(overlap, "overlap");
    if (shardOptimizerState && overlap == OverlapMode.ON) {
      throw new IllegalArgumentException(
          "Invalid overlap on (must be off or auto if shardOptimizerState is true, for then"
              + " gradients travel after the backward pass)");
    }
    Requirements.atLeastOne("accumulateSteps", accumulateSteps);
    if (bucketBytes != 0 && bucketBytes < Float.BYTES) {
      throw new IllegalArgumentException(
          "Invalid bucketSize "
              + bucketBytes
              + " (must be at least 4 bytes, or 0 for a size that suits the network)");
    }
    if (bucketBytes != 0 && (shardOptimizerState || overlap == OverlapMode.OFF)) {
      throw new IllegalArgumentException(
          "Invalid bucketSize "
              + bucketBytes
              + " (must be 0 if overlap is off or shardOptimizerState is true, for then all"
              + " gradients travel at once)");
    }
  }

  /**
   * Returns how many optimizer steps so many batches of each rank make; the last may have fewer.
   */
  public long stepsFor(long batches) {
    return Requirements.ceilDiv(batches, accumulateSteps);
  }
}
