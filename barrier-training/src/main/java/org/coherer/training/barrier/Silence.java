package org.coherer.training.barrier;

import java.time.Duration;
import java.util.OptionalLong;
import org.coherer.training.cluster.RankTask;
import org.coherer.training.driver.SignsOfLife;

/**
 * Decides whether a rank is lost, though its connections stand: a frozen process, or a machine that
 * is gone without a word.
 *
 * <p>The driver must have received nothing for the peer timeout: neither from the task, which says
 * that it is alive four times in that time, nor from Spark's executor around it. Once the ranks are
 * connected to each other, the others have to have noticed it, too: then the attempt is over.
 *
 * @param peer the peer timeout
 * @param heartbeat how often an executor sends Spark a heartbeat
 */
record Silence(Duration peer, Duration heartbeat) {

  /** Without a connection of the task, several heartbeats have to be missing. */
  private static final int MISSED_HEARTBEATS = 3;

  private static final Duration SLACK = Duration.ofSeconds(1);

  /**
   * Returns when the rank showed the last sign of life, if it is lost.
   *
   * @param over whether its attempt has ended
   * @param awakeNanos since when the driver itself was able to receive anything
   */
  OptionalLong lostSince(
      RankTask task, boolean over, SignsOfLife signs, long awakeNanos, long nowNanos) {
    if (!over && signs.started(task.attempt())) {
      return OptionalLong.empty();
    }
    OptionalLong sign = signs.lastNanos(task.attempt(), task.rank());
    long last = later(task.lastSignNanos(), sign.orElse(task.lastSignNanos()));
    Duration least =
        sign.isPresent() ? heartbeat.plus(SLACK) : heartbeat.multipliedBy(MISSED_HEARTBEATS);
    long limit = Math.max(peer.toNanos(), least.toNanos());
    return nowNanos - later(last, awakeNanos) > limit
        ? OptionalLong.of(last)
        : OptionalLong.empty();
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
