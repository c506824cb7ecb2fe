package org.coherer.training.loop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The thread on which a rank exchanges gradients while another one computes. Does its work in the
 * order in which it was given; after a failure it does no more. Its methods are for one thread.
 */
final class ExchangeThread implements AutoCloseable {

  private final ExecutorService executor;
  private Thread thread;
  private volatile Throwable failure;

  /** Creates one, which starts with the first work. */
  ExchangeThread(int rank) {
    executor =
        Executors.newSingleThreadExecutor(
            work -> {
              thread = new Thread(work, "coherer-exchange-" + rank);
              thread.setDaemon(true);
              return thread;
            });
  }

  void submit(Runnable work) {
    executor.execute(
        () -> {
          try {
            if (failure == null) {
              work.run();
            }
          } catch (RuntimeException | Error e) {
            failure = e;
          }
        });
  }

  /**
   * Returns once all work is done.
   *
   * @throws InterruptedException if this thread is interrupted; the work may still go on
   * @throws RuntimeException the very exception with which work has failed
   */
  void await() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(done::countDown);
    done.await();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Interrupts work that is under way and returns once the thread has ended. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // Whoever closes goes on to free what that thread uses: it must have ended first.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
