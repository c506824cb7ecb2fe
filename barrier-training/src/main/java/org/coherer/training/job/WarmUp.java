package org.coherer.training.job;

import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an executor that was just started load the native libraries of its engine while the first
 * shard comes in, rather than after it.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private WarmUp() {}

  /** Begins, once in a process; does not wait. */
  static void begin(NetworkSpec network) {
    if (BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> describe(network), "coherer-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Describing a network does what opening it begins with. */
  private static void describe(NetworkSpec network) {
    try {
      Engines.of(network).describe(network);
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("The network will not open either, which then says why", e);
    }
  }
}
