package org.coherer.training.plan;

import java.io.Serializable;

/**
 * How far the workers of a run may be apart, and what an update is made of.
 *
 * <table>
 * <caption>Kinds of consistency</caption>
 * <tr><th>kind</th><th>an update is made of</th><th>a worker waits for</th></tr>
 * <tr><td>synchronous</td><td>the batches of all workers</td><td>the update</td></tr>
 * <tr><td>bounded staleness</td><td>the batch of one worker</td><td>the slowest worker, once it is
 * {@code staleness} steps ahead of it</td></tr>
 * <tr><td>asynchronous</td><td>the batch of one worker</td><td>nobody</td></tr>
 * </table>
 *
 * @see <a href="https://papers.nips.cc/paper/4894">Ho et al., 2013</a>, for bounded staleness
 * @see <a href="https://www.usenix.org/conference/osdi14">Li et al., 2014</a>, section 3.5, for all
 *     three
 */
public sealed interface Consistency extends Serializable {

  /** All workers make a step together. */
  record Synchronous() implements Consistency {

    @Override
    public long mostStepsAhead() {
      return 0;
    }
  }

  /**
   * Workers make steps of their own, within a bound.
   *
   * @param staleness how many steps a worker may be ahead of the slowest one, at least 0
   */
  record BoundedStaleness(int staleness) implements Consistency {

    /** Checks the bound. */
    public BoundedStaleness {
      if (staleness < 0) {
        throw new IllegalArgumentException(
            "Invalid staleness " + staleness + " (must be at least 0)");
      }
    }

    @Override
    public long mostStepsAhead() {
      return staleness;
    }
  }

  /** Workers make steps of their own, without a bound. */
  record Asynchronous() implements Consistency {

    @Override
    public long mostStepsAhead() {
      return Long.MAX_VALUE;
    }
  }

  /** Returns how many steps a worker may be ahead of the slowest one. */
  long mostStepsAhead();

  /** Returns whether an update is made of the batches of all workers. */
  default boolean isSynchronous() {
    return this instanceof Synchronous;
  }
}
