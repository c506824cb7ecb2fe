package org.coherer.training.rpc.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a server that handle requests. Thread-safe. */
public final class HandlerThreads implements AutoCloseable {

  private final Set<Thread> mine = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  /**
   * Starts threads when they are needed.
   *
   * @param name what the names of the threads begin with
   * @param count how many there are at most
   */
  public HandlerThreads(String name, int count) {
    AtomicInteger numbers = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name + "-handler-" + numbers.getAndIncrement());
              thread.setDaemon(true);
              mine.add(thread);
              return thread;
            });
  }

  /** Has work done by one of the threads; returns false if they have ended. */
  boolean execute(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Returns whether the caller is one of the threads. */
  public boolean current() {
    return mine.contains(Thread.currentThread());
  }

  /**
   * Waits until all work that was accepted is done, and ends the threads. One of them may call
   * this; it does not wait for itself.
   */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!current() && !threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
