package org.coherer.training.checkpoint;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that this process was told to end, by SIGTERM for one, and holds that up until a
 * checkpoint is durable, if there is time. Whoever sends the signal decides how long it waits
 * before it kills.
 */
public final class LastSave implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LastSave.class);

  /** Before Spark ends what is its own, and Hadoop closes file systems. */
  private static final int PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;

  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final Runnable hook = this::await;
  private final CountDownLatch saved = new CountDownLatch(1);
  private volatile boolean asked;

  /** Begins to wait for such a signal. */
  public LastSave() {
    try {
      ShutdownHookManager.get()
          .addShutdownHook(hook, PRIORITY, LONGEST.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (IllegalStateException e) {
      LOG.debug("The process ends already", e);
    }
  }

  private void await() {
    asked = true;
    LOG.info("This process is told to end; a checkpoint is taken first");
    try {
      if (!saved.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("This process ends without a checkpoint, for which {} did not suffice", LONGEST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether a checkpoint is waited for. */
  public boolean isAsked() {
    return asked && saved.getCount() > 0;
  }

  /** The process may end. */
  public void done() {
    saved.countDown();
  }

  /** Waits for nothing any more. */
  @Override
  public void close() {
    done();
    if (!asked) {
      try {
        ShutdownHookManager.get().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("The process ends", e);
      }
    }
  }
}
