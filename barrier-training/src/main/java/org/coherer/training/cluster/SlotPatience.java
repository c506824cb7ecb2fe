package org.coherer.training.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How long a run waits for the slots of an attempt, and what the log says meanwhile: at once, and
 * then every ten seconds. Slots that other tasks hold become free some day; those that are not
 * there at all are waited for until a deadline.
 */
public final class SlotPatience {

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Between two attempts, slots are free and yet not taken. */
  private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int wanted;
  private final int least;
  private final String fewer;
  private final Duration limit;
  private final IntSupplier registered;
  private final IntSupplier free;
  private boolean waiting;
  private boolean isShort;
  private long sinceNanos;
  private long shortSinceNanos;
  private long nextLineNanos;

  /**
   * Creates the patience of a run.
   *
   * @param wanted the slots that an attempt takes
   * @param least with how many the run goes on, if no more are there by then
   * @param fewer the Param by which a user asks for fewer
   * @param limit how long fewer than wanted may be there
   * @param registered counts those that are there
   * @param free counts those that run no task
   */
  public SlotPatience(
      int wanted,
      int least,
      String fewer,
      Duration limit,
      IntSupplier registered,
      IntSupplier free) {
    this.wanted = wanted;
    this.least = least;
    this.fewer = fewer;
    this.limit = limit;
    this.registered = registered;
    this.free = free;
  }

  /** Returns whether all slots are there, free or not. */
  public boolean satisfied() {
    return registered.getAsInt() >= wanted;
  }

  /** No attempt waits. */
  public void rest() {
    waiting = false;
    isShort = false;
  }

  /**
   * An attempt waits; returns what the log is to say about it now.
   *
   * @param lostSinceNanos the last sign of life of what was lost, or now
   * @param loss which rank was lost, and why, if one was
   */
  public Optional<String> await(long nowNanos, long lostSinceNanos, Optional<String> loss) {
    if (!waiting) {
      waiting = true;
      sinceNanos = nowNanos;
      nextLineNanos = nowNanos + MOMENT_NANOS;
    }
    int there = registered.getAsInt();
    if (there >= wanted) {
      isShort = false;
    } else if (!isShort) {
      isShort = true;
      shortSinceNanos = lostSinceNanos;
      nextLineNanos = nowNanos;
    }
    if (nowNanos - nextLineNanos < 0) {
      return Optional.empty();
    }
    nextLineNanos = nowNanos + PERIOD_NANOS;
    return isShort ? Optional.of(shortage(nowNanos, there, loss)) : held(nowNanos);
  }

  private String shortage(long nowNanos, int there, Optional<String> loss) {
    long left = Math.max(0, limit.toNanos() - (nowNanos - shortSinceNanos));
    return "Training waits for "
        + slots(wanted)
        + ": "
        + there
        + (there == 1 ? " is" : " are")
        + " there"
        + loss.map(text -> ", since " + text).orElse("")
        + (there >= least ? "; it goes on with " + there + " in " : "; it fails in ")
        + TimeUnit.NANOSECONDS.toSeconds(left)
        + " s unless one is added";
  }

  private Optional<String> held(long nowNanos) {
    int now = free.getAsInt();
    if (now >= wanted) {
      return Optional.empty(); // Spark takes them in a moment.
    }
    return Optional.of(
        "Training has waited "
            + TimeUnit.NANOSECONDS.toSeconds(nowNanos - sinceNanos)
            + " s for "
            + slots(wanted)
            + ": "
            + now
            + (now == 1 ? " is" : " are")
            + " free, the others are held by other tasks (of other jobs, or of an attempt that"
            + " ends)");
  }

  /** Returns why the wait has to end, if it has. */
  public Optional<String> exhausted(long nowNanos, Optional<String> loss) {
    if (!isShort || nowNanos - shortSinceNanos < limit.toNanos()) {
      return Optional.empty();
    }
    int there = registered.getAsInt();
    return Optional.of(
        there
            + " of "
            + slots(wanted)
            + (there == 1 ? " is" : " are")
            + " left, and none was added for "
            + TimeUnit.NANOSECONDS.toSeconds(nowNanos - shortSinceNanos)
            + " s"
            + loss.map(text -> " after " + text).orElse("")
            + " (add executors, lower "
            + fewer
            + ", or raise spark.coherer.slotTimeout)");
  }

  private static String slots(int count) {
    return count + (count == 1 ? " slot" : " slots");
  }
}
