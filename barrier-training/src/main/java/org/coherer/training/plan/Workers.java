package org.coherer.training.plan;

import java.io.Serializable;
import java.util.Objects;

/**
 * Who takes part in a run.
 *
 * @param count the number of shards into which the rows are cut, each of which is that of one
 *     worker as long as none is missing
 * @param least the fewest ranks with which the run goes on where there are not more slots
 * @param most the most ranks; with fewer than there are shards, some have several of them
 * @param threads native threads of each rank
 * @param attempts what becomes of it when an attempt fails
 */
public record Workers(int count, int least, int most, int threads, Attempts attempts)
    implements Serializable {

  /** Checks the numbers. */
  public Workers {
    Requirements.atLeastOne("workers", count);
    Requirements.atLeastOne("minWorkers", least);
    Requirements.atLeastOne("threadsPerWorker", threads);
    Objects.requireNonNull(attempts, "attempts");
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

  /** Creates workers that try again as usual. */
  public Workers(int count, int least, int most, int threads) {
    this(count, least, most, threads, Attempts.DEFAULT);
  }

  /** Creates workers of which none may be missing. */
  public Workers(int count, int threads) {
    this(count, count, count, threads);
  }

  /** Returns a copy that tries again in another way. */
  public Workers withAttempts(Attempts other) {
    return new Workers(count, least, most, threads, other);
  }

  /** Returns with how many ranks a run begins that finds so many slots. */
  public int ranksFor(int slots) {
    return Math.max(least, Math.min(most, slots));
  }
}
