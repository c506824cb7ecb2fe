package org.coherer.training.transport.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.transport.RunIdentity;

/** Where two ranks of one Java virtual machine show each other their vectors. */
final class Meeting {

  /** Which two ranks of which attempt. */
  record Key(RunIdentity identity, int lower, int higher) {}

  private static final Map<Key, Meeting> OPEN = new ConcurrentHashMap<>();

  /** What the lower and the higher rank shows at present. */
  private final AtomicReference<Offer> fromLower = new AtomicReference<>();

  private final AtomicReference<Offer> fromHigher = new AtomicReference<>();
  private int users;

  private Meeting() {}

  /** Returns the meeting of two ranks, the same for both. Each leaves it once. */
  static Meeting enter(Key key) {
    return OPEN.compute(
        key,
        (same, existing) -> {
          Meeting meeting = existing == null ? new Meeting() : existing;
          meeting.users++;
          return meeting;
        });
  }

  /** Forgets the meeting once nobody is there. */
  static void leave(Key key) {
    OPEN.computeIfPresent(key, (same, meeting) -> --meeting.users == 0 ? null : meeting);
  }

  /** Returns how many there are; for tests. */
  static int count() {
    return OPEN.size();
  }

  AtomicReference<Offer> from(boolean lower) {
    return lower ? fromLower : fromHigher;
  }
}
