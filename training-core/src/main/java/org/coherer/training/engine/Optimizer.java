package org.coherer.training.engine;

import org.coherer.training.vector.Chunk;

/**
 * The optimizer of one replica: makes its steps and has the state for them (momentum and the like).
 * Used by the thread that uses the replica; closed with it.
 */
public interface Optimizer {

  /**
   * Returns the state, in an order that depends on the network alone, and on the part that the
   * optimizer updates; may be empty.
   */
  HostMirror state();

  /**
   * Has {@link #step} from now on change the parameters of one part alone, with the bits that it
   * would give them otherwise; state is kept for this part alone. Before the first step, and before
   * anybody asks for the state.
   *
   * @throws IllegalArgumentException if the network's optimizer cannot be sharded: if {@link
   *     NetworkShape#shardingObstacle} is not null
   * @throws IllegalStateException if it comes too late
   */
  void shard(Chunk part);

  /**
   * Divides the engine's gradients by {@code weight}, adds regularization, and changes parameters
   * and state. What is left of the gradients is of no use.
   *
   * @param weight the sum of the weights of all rows, on all ranks, that the gradients were summed
   *     over; above zero
   * @param context where the step lies; its seed does not matter
   */
  void step(double weight, StepContext context);

  /**
   * Returns the learning rate that a step has there, factor included; NaN if the network's
   * optimizers have several, or none. Changes nothing.
   */
  double learningRate(StepContext context);
}
