package org.coherer.training.plan;

import java.io.Serializable;

/**
 * Who takes part in a run.
 *
 * @param count the number of ranks
 * @param threads native threads of each rank
 */
public record Workers(int count, int threads) implements Serializable {

  /** Checks the numbers. */
  public Workers {
    Requirements.atLeastOne("workers", count);
    Requirements.atLeastOne("threadsPerWorker", threads);
  }
}
