package org.coherer.training.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Batches that one thread assembles ahead of the one that takes them, in memory that is used again
 * and again.
 */
final class PrefetchedBatches implements BatchSource {

  /** One in use, one ready, one being filled. */
  static final int DEPTH = 3;

  /** Something filled, or what went wrong instead. */
  private record Filled(Batch batch, Throwable failure) {}

  private final BatchFiller rows;
  private final BlockingQueue<Integer> epochs = new LinkedBlockingQueue<>();
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(DEPTH);
  private final BlockingQueue<Filled> ready = new ArrayBlockingQueue<>(DEPTH);
  private final Thread thread;
  private Batch current;
  private boolean usedUp = true;
  private boolean closed;
  private long waitNanos;

  /**
   * Starts the thread.
   *
   * @param rows is this object's to close, and no longer the caller's to use
   * @param threadName the thread's name
   */
  PrefetchedBatches(BatchFiller rows, RecordLayout layout, int batchSize, String threadName) {
    this.rows = rows;
    for (int i = 0; i < DEPTH; i++) {
      free.add(new Batch(batchSize, layout.featureLength(), layout.target().length()));
    }
    thread = new Thread(this::assemble, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  private void assemble() {
    try {
      while (true) {
        rows.startEpoch(epochs.take());
        Batch batch;
        do {
          batch = free.take();
          rows.fill(batch);
          ready.put(new Filled(batch, null));
        } while (batch.rows() > 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed: there is nobody to assemble for.
    } catch (RuntimeException | Error e) {
      ready.clear(); // Room for what went wrong. Nobody takes what was filled after it was lost.
      ready.add(new Filled(null, e));
    }
  }

  @Override
  public long rows() {
    return rows.rows();
  }

  @Override
  public void startEpoch(int epoch) {
    while (!usedUp) {
      next();
    }
    giveBack();
    usedUp = false;
    epochs.add(epoch);
  }

  @Override
  public Batch next() {
    if (usedUp && current != null) {
      return current; // The empty one.
    }
    giveBack();
    current = take();
    usedUp = current.rows() == 0;
    return current;
  }

  private void giveBack() {
    if (current != null) {
      free.add(current);
      current = null;
    }
  }

  private Batch take() {
    Filled filled = ready.poll();
    if (filled == null) {
      long start = System.nanoTime();
      try {
        filled = ready.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (CancellationException)
            new CancellationException("Interrupted while waiting for data").initCause(e);
      } finally {
        waitNanos += System.nanoTime() - start;
      }
    }
    if (filled.failure() != null) {
      ready.add(filled); // Whoever asks again hears it again.
      throwIt(filled.failure());
    }
    return filled.batch();
  }

  private static void throwIt(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Override
  public long waitNanos() {
    return waitNanos;
  }

  /** Ends the thread; returns once it has ended, and what it used is freed. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // What the thread uses is freed below: it must have ended first.
      }
    }
    rows.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
