package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/** How the workers of a run come to the same parameters. */
public sealed interface Agreement extends Serializable
    permits Agreement.AllReduce, Agreement.Averaging, ServerPlan {

  /**
   * In every step: the gradients of all ranks are summed, and all ranks make the same update.
   *
   * @param overlap whether gradients travel during the backward pass
   * @param bucketBytes how many bytes of gradients then travel at once; 0 for a size that suits the
   *     network
   * @param shardOptimizerState whether every rank has the optimizer's state of its part of the
   *     parameters alone
   * @param replicateOptimizerState whether every rank then holds a copy of another one's part
   */
  record AllReduce(
      OverlapMode overlap,
      long bucketBytes,
      boolean shardOptimizerState,
      boolean replicateOptimizerState)
      implements Agreement {

    /** Overlapped where that pays, in buckets of a suitable size. */
    public static final AllReduce DEFAULT = new AllReduce(OverlapMode.AUTO, 0, false, false);

    /** Checks that all of it can be had together. */
    public AllReduce {
      Objects.requireNonNull(overlap, "overlap");
      if (shardOptimizerState && overlap == OverlapMode.ON) {
        throw new IllegalArgumentException(
            "Invalid overlap on (must be off or auto if shardOptimizerState is true, for then"
                + " gradients travel after the backward pass)");
      }
      if (replicateOptimizerState && !shardOptimizerState) {
        throw new IllegalArgumentException(
            "Invalid replicateOptimizerState true (must be false if shardOptimizerState is false,"
                + " for then every worker has the whole state; set shardOptimizerState to true)");
      }
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
  }

  /**
   * Every few steps: between two exchanges, each rank makes optimizer steps of its own, on its own
   * rows; then the differences that these have made are averaged over all ranks, by the weights of
   * their rows, and an outer optimizer, SGD with Nesterov's momentum, makes a step along the
   * average. The last exchange of an epoch comes at its end. A rank keeps its optimizer's state to
   * itself.
   *
   * @param steps the optimizer steps between two exchanges
   * @param rate the learning rate of the outer optimizer; 1 takes the average as it is
   * @param momentum the momentum of the outer optimizer, from 0 to below 1
   * @see <a href="https://arxiv.org/abs/2311.08105">Douillard et al., 2023</a>, algorithm 1
   *     (DiLoCo)
   * @see <a href="https://arxiv.org/abs/1805.09767">Stich, 2019</a>, for local SGD
   * @see <a href="https://arxiv.org/abs/1602.05629">McMahan et al., 2017</a>, for averages by
   *     weight (FedAvg)
   */
  record Averaging(int steps, double rate, double momentum) implements Agreement {

    /** Checks the numbers. */
    public Averaging {
      Requirements.atLeastOne("averagingSteps", steps);
      if (!(rate > 0 && Double.isFinite(rate))) {
        throw new IllegalArgumentException(
            "Invalid outerRate " + rate + " (must be a number above 0)");
      }
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "Invalid outerMomentum " + momentum + " (must be from 0 to below 1)");
      }
    }
  }
}
