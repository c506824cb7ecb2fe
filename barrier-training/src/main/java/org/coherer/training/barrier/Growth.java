package org.coherer.training.barrier;

import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.coherer.training.plan.ShardPlacement;

/**
 * When a run that has fewer ranks than shards gets more of them: at the beginning of an epoch, if
 * slots have become free with which the rank that has most shards has fewer.
 */
final class Growth {

  private final ShardPlacement now;
  private final int most;
  private final IntSupplier free;
  private int epoch;
  private int wasFree;

  /**
   * Creates the growth of a round.
   *
   * @param now what it has
   * @param most the most ranks that it may have
   * @param free counts the slots that run no task
   */
  Growth(ShardPlacement now, int most, IntSupplier free) {
    this.now = now;
    this.most = most;
    this.free = free;
  }

  /**
   * Looks at the slots; returns how many ranks the run is to go on with, if with others.
   *
   * @param underWay the epoch that is under way
   */
  OptionalInt look(int underWay) {
    if (now.ranks() == most) {
      return OptionalInt.empty();
    }
    int count = free.getAsInt();
    int lasting =
        Math.min(count, wasFree); // One that is free for a moment may be about to be taken.
    boolean begins = epoch > 0 && underWay > epoch;
    wasFree = count;
    epoch = underWay;
    int ranks = Math.min(most, now.ranks() + lasting);
    return begins && mostShards(ranks) < mostShards(now.ranks())
        ? OptionalInt.of(ranks)
        : OptionalInt.empty();
  }

  private int mostShards(int ranks) {
    return (now.shards() + ranks - 1) / ranks;
  }
}
