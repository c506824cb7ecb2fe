package org.coherer.training.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The thread on which a rank exchanges gradients while another one computes. Does its work in the
 * order in which it was given; after a failure it does no more. Its methods are for one thread.
 */
final class ExchangeThread implements AutoCloseable {

  private static final long CANCEL_MILLIS = 5;

  private final ExecutorService executor;
  private final Runnable cancel;
  private Thread thread;
  private volatile boolean closed;
  private volatile Throwable failure;

  /**
   * Creates an exchange thread, which starts with the first work.
   *
   * @param cancel makes work fail that is under way, if there is any
   */
  ExchangeThread(int rank, Runnable cancel) {
    this.cancel = cancel;
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
            if (failure == null && !closed) {
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

  /**
   * Cancels work that is under way and returns once the thread has ended. It is not interrupted,
   * for that would close the sockets over which the other ranks are yet to be told why.
   */
  @Override
  public void close() {
    closed = true;
    executor.shutdown();
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      cancel.run(); // Again and again: it may have been between two pieces of work.
      try {
        thread.join(CANCEL_MILLIS);
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
