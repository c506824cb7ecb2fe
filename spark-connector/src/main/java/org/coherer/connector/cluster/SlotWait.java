package org.coherer.connector.cluster;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Waits for the executors of an application that has just started, no longer than there is hope.
 *
 * <p>With a known number of expected slots it waits until they are there; without, until no
 * executor has registered for a while. A number of workers that cannot be reached is not waited
 * for.
 */
final class SlotWait {

  /** Executors of one application register within moments of each other. */
  static final Duration QUIET = Duration.ofMillis(1500);

  /** The longest wait for executors that the settings promise, and for the very first one. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(50);

  private final IntSupplier registered;
  private final OptionalInt expected;
  private final Duration longest;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;

  /** Lets time go by; a fake clock in tests. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  SlotWait(IntSupplier registered, OptionalInt expected, LongSupplier nanoTime, Sleeper sleeper) {
    this(registered, expected, LONGEST, nanoTime, sleeper);
  }

  /**
   * Creates a slot wait.
   *
   * @param longest takes the place of {@link #LONGEST}
   */
  SlotWait(
      IntSupplier registered,
      OptionalInt expected,
      Duration longest,
      LongSupplier nanoTime,
      Sleeper sleeper) {
    this.registered = registered;
    this.expected = expected;
    this.longest = longest;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /**
   * Returns the slots that there are once it makes no sense to wait any longer; those that the
   * settings promise, where even they are too few.
   *
   * @param wanted the slots that suffice; 0 wants all
   */
  int await(int wanted) throws InterruptedException {
    long start = nanoTime.getAsLong();
    long grown = start;
    int slots = registered.getAsInt();
    if (expected.isPresent() && wanted > Math.max(slots, expected.getAsInt())) {
      return Math.max(slots, expected.getAsInt());
    }
    while (!enough(slots, wanted) && worthWaiting(slots, start, grown)) {
      sleeper.sleep(POLL);
      int now = registered.getAsInt();
      if (now != slots) {
        slots = now;
        grown = nanoTime.getAsLong();
      }
    }
    return slots;
  }

  private boolean enough(int slots, int wanted) {
    return wanted > 0 ? slots >= wanted : expected.isPresent() && slots >= expected.getAsInt();
  }

  private boolean worthWaiting(int slots, long start, long grown) {
    long now = nanoTime.getAsLong();
    boolean promised = expected.isPresent() && slots < expected.getAsInt();
    if (promised || slots == 0) {
      return now - start < longest.toNanos();
    }
    return now - grown < QUIET.toNanos();
  }
}
