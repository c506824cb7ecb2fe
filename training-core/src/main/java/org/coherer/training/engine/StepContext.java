package org.coherer.training.engine;

/**
 * Where in a run a pass or a step lies, and what it draws its random numbers from: all that it
 * depends on beside the batch, the parameters, the gradients and the optimizer's state.
 *
 * @param iteration optimizer steps made before, counted over all epochs
 * @param epoch counted from 1
 * @param rateFactor multiplies every optimizer's learning rate, be it a number or a schedule of the
 *     network's own; an optimizer that has none (AdaDelta) stays as it is
 * @param seed everything random inside the network (such as dropout) depends on it
 */
public record StepContext(long iteration, int epoch, double rateFactor, long seed) {

  /** Checks the numbers. */
  public StepContext {
    if (iteration < 0) {
      throw new IllegalArgumentException(
          "Invalid iteration " + iteration + " (must be at least 0)");
    }
    if (epoch < 1) {
      throw new IllegalArgumentException("Invalid epoch " + epoch + " (must be at least 1)");
    }
    if (!(rateFactor >= 0)) {
      throw new IllegalArgumentException(
          "Invalid factor " + rateFactor + " of the learning rate (must be at least 0)");
    }
  }

  /** Returns the context of a step at the network's own learning rate, with the seed 0. */
  public static StepContext at(long iteration, int epoch) {
    return new StepContext(iteration, epoch, 1, 0);
  }

  /** Returns the same place in the run with another seed. */
  public StepContext withSeed(long newSeed) {
    return new StepContext(iteration, epoch, rateFactor, newSeed);
  }
}
