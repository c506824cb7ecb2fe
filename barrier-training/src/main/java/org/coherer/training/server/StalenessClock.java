package org.coherer.training.server;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the steps of the workers that take part, and says which of them may begin another one:
 * those that have not made more than {@code bound} steps more than the slowest.
 *
 * <p>So of any two workers that are in the midst of a step, one is in its {@code k}th and the other
 * one not before its {@code (k - bound)}th. A worker that joins late, or again, counts from the
 * slowest one on.
 *
 * @see <a href="https://papers.nips.cc/paper/4894">Ho et al., 2013</a>, section 2
 */
final class StalenessClock {

  private final long bound;
  private final Map<Integer, Long> steps = new HashMap<>();

  /** Creates the clock of a run in which no worker has joined. */
  StalenessClock(long bound) {
    this.bound = bound;
  }

  /** A worker takes part from now on; without effect if it does. */
  void join(int worker) {
    steps.putIfAbsent(worker, slowest());
  }

  /** A worker takes part no longer: nobody waits for it. */
  void leave(int worker) {
    steps.remove(worker);
  }

  /**
   * A worker has made a step.
   *
   * @throws IllegalStateException if it does not take part, or was not to begin that step
   */
  void advance(int worker) {
    if (!mayBegin(worker)) {
      throw new IllegalStateException(
          steps.containsKey(worker)
              ? "Worker " + worker + " has made a step more than " + bound + " steps ahead"
              : "Worker " + worker + " has made a step, and takes no part");
    }
    steps.merge(worker, 1L, Long::sum);
  }

  /** Returns whether a worker takes part, and may begin another step. */
  boolean mayBegin(int worker) {
    return steps.containsKey(worker) && lead(worker) <= bound;
  }

  /** Returns how many more steps a worker has made than the slowest one. */
  long lead(int worker) {
    return steps.get(worker) - slowest();
  }

  private long slowest() {
    return steps.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }
}
