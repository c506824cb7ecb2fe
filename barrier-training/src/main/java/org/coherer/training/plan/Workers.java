package org.coherer.training.plan;

import java.io.Serializable;

/**
 * Who takes part in a run.
 *
 * @param count the number of shards into which the rows are cut, each of which is that of one
 *     worker as long as none is missing
 * @param least the fewest ranks with which the run goes on where there are not more slots
 * @param most the most ranks; with fewer than there are shards, some have several of them
 * @param threads native threads of each rank
 * @param attempts how many attempts in a row may fail that get no further than the one before
 */
public record Workers(int count, int least, int most, int threads, int attempts)
    implements Serializable {

  /** As many as Spark starts a stage again by default. */
  public static final int DEFAULT_ATTEMPTS = 4;

  /** Checks the numbers. */
  public Workers {
    Requirements.atLeastOne("workers", count);
    Requirements.atLeastOne("minWorkers", least);
    Requirements.atLeastOne("threadsPerWorker", threads);
    Requirements.atLeastOne("maxAttempts", attempts);
    if (least > most || most > count) {
      throw new IllegalArgumentException(
          "Invalid minWorkers "
              + least
              + " of "
              + most
              + " workers that are there, for "
              + count
              + " shards (must be at most that many workers, and they at most that many shards)");
    }
  }

  /** Creates workers with the default number of attempts. */
  public Workers(int count, int least, int most, int threads) {
    this(count, least, most, threads, DEFAULT_ATTEMPTS);
  }

  /** Creates workers of which none may be missing. */
  public Workers(int count, int threads) {
    this(count, count, count, threads);
  }

  /** Returns a copy with another number of attempts. */
  public Workers withAttempts(int other) {
    return new Workers(count, least, most, threads, other);
  }

  /** Returns with how many ranks a run begins that finds so many slots. */
  public int ranksFor(int slots) {
    return Math.max(least, Math.min(most, slots));
  }
}
