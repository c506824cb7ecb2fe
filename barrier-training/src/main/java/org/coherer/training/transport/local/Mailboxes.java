package org.coherer.training.transport.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.transport.RunIdentity;

/**
 * The two mailboxes, one per direction, through which two ranks of one Java virtual machine offer
 * each other their vectors.
 */
final class Mailboxes {

  /** Identifies two ranks of one attempt. */
  record Key(RunIdentity identity, int lower, int higher) {}

  private static final Map<Key, Mailboxes> OPEN = new ConcurrentHashMap<>();

  /** The current offer of the lower rank, and of the higher. */
  private final AtomicReference<Offer> fromLower = new AtomicReference<>();

  private final AtomicReference<Offer> fromHigher = new AtomicReference<>();
  private int users;

  private Mailboxes() {}

  /** Returns the mailboxes of two ranks, the same for both. Each rank closes them once. */
  static Mailboxes open(Key key) {
    return OPEN.compute(
        key,
        (same, existing) -> {
          Mailboxes mailboxes = existing == null ? new Mailboxes() : existing;
          mailboxes.users++;
          return mailboxes;
        });
  }

  /** Removes the mailboxes once both ranks have closed them. */
  static void close(Key key) {
    OPEN.computeIfPresent(key, (same, mailboxes) -> --mailboxes.users == 0 ? null : mailboxes);
  }

  /** Returns the number of open pairs; for tests. */
  static int count() {
    return OPEN.size();
  }

  AtomicReference<Offer> from(boolean lower) {
    return lower ? fromLower : fromHigher;
  }
}
