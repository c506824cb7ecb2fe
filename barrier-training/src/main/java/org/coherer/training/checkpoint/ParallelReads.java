package org.coherer.training.checkpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs reads on a few threads, until all are done or one has failed. */
final class ParallelReads {

  private static final int MOST_THREADS = 4;

  private ParallelReads() {}

  /**
   * Runs all reads.
   *
   * @throws IOException what the first one has failed with
   */
  static void run(List<? extends Callable<Void>> reads) throws IOException {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(threads, reads.size())), ParallelReads::thread);
    try {
      ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(executor);
      new ArrayList<>(reads).forEach(done::submit);
      for (int i = 0; i < reads.size(); i++) {
        done.take().get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("Interrupted while a checkpoint was read");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "coherer-checkpoint-read");
    thread.setDaemon(true);
    return thread;
  }

  private static IOException unwrapped(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }
}
