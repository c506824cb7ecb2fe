package org.coherer.training.data;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.coherer.training.augmentation.Augmenter;
import org.coherer.training.engine.Batch;

/**
 * Prefetches batches: one thread assembles them ahead of the consumer, in reused memory. Small
 * batches are handed over in groups, since waking a thread takes longer than filling one of them.
 */
final class PrefetchedBatches implements BatchSource {

  /** Groups of batches: one in use, one ready, one being filled. */
  static final int DEPTH = 3;

  /** The target size of a group: about the memory of a core's private cache. */
  private static final int GROUP_BYTES = 1 << 18;

  private static final int MOST_AT_A_TIME = 16;

  /** Consecutive batches up to an empty one, or the failure that occurred instead. */
  private record Filled(List<Batch> batches, Throwable failure) {}

  /** Where to begin: an epoch, and how many of its rows to skip. */
  private record Start(int epoch, long row) {}

  private final BatchFiller rows;

  /** Varies rows, and encodes them; {@code null} if they already are as they are to be. */
  private final Augmenter augmenter;

  private final int batchSize;
  private final BlockingQueue<Start> starts = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<Batch>> free = new ArrayBlockingQueue<>(DEPTH);
  private final BlockingQueue<Filled> ready = new ArrayBlockingQueue<>(DEPTH);
  private final Thread thread;
  private List<Batch> current = List.of();
  private int taken;
  private boolean usedUp = true;
  private boolean closed;
  private long waitNanos;

  /**
   * Starts the thread.
   *
   * @param rows the rows, which this object takes over and closes
   * @param augmenter what is done with batches on the thread; {@code null} for nothing
   * @param threadName the thread's name
   */
  PrefetchedBatches(
      BatchFiller rows,
      RecordLayout layout,
      int batchSize,
      Augmenter augmenter,
      String threadName) {
    this.rows = rows;
    this.augmenter = augmenter;
    this.batchSize = batchSize;
    int width = layout.inputLength() + layout.target().length();
    int group = groupOf(batchSize, width);
    for (int i = 0; i < DEPTH; i++) {
      free.add(
          Stream.generate(
                  () -> new Batch(batchSize, layout.inputLength(), layout.target().length()))
              .limit(group)
              .toList());
    }
    thread = new Thread(this::assemble, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the number of batches per group. */
  private static int groupOf(int batchSize, int width) {
    long batchBytes = (long) batchSize * width * Float.BYTES;
    return (int) Math.max(1, Math.min(MOST_AT_A_TIME, GROUP_BYTES / batchBytes));
  }

  private void assemble() {
    try {
      while (true) {
        Start start = starts.take();
        rows.startAt(start.epoch(), start.row());
        long next = start.row();
        boolean isMore;
        do {
          List<Batch> batches = free.take();
          isMore = fill(batches, start.epoch(), next);
          next += (long) batches.size() * batchSize; // Only the last batch is partial.
          ready.put(new Filled(batches, null));
        } while (isMore);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed: there is nobody to assemble for.
    } catch (RuntimeException | Error e) {
      ready.clear(); // Makes space for the failure. Batches filled after it are dropped.
      ready.add(new Filled(null, e));
    }
  }

  /** Fills batches until one stays empty; returns whether all were filled. */
  private boolean fill(List<Batch> batches, int epoch, long first) {
    long next = first;
    for (Batch batch : batches) {
      rows.fill(batch);
      if (batch.rows() == 0) {
        return false;
      }
      if (augmenter != null) {
        augmenter.apply(batch, epoch, next);
        next += batchSize;
      }
    }
    return true;
  }

  @Override
  public long rows() {
    return rows.rows();
  }

  @Override
  public void startAt(int epoch, long batch) {
    while (!usedUp) {
      next();
    }
    giveBack();
    usedUp = false;
    starts.add(new Start(epoch, batch * batchSize));
  }

  @Override
  public Batch next() {
    if (usedUp && taken > 0) {
      return current.get(taken - 1); // The empty one.
    }
    if (taken == current.size()) {
      giveBack();
      current = take();
    }
    Batch batch = current.get(taken++);
    usedUp = batch.rows() == 0;
    return batch;
  }

  private void giveBack() {
    if (!current.isEmpty()) {
      free.add(current);
      current = List.of();
      taken = 0;
    }
  }

  private List<Batch> take() {
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
      ready.add(filled); // The next call fails as well.
      throwIt(filled.failure());
    }
    return filled.batches();
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

  /** Ends the thread, waits for it and frees its memory. */
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
