package org.coherer.training.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.SliceHeader;
import org.coherer.training.checkpoint.format.SliceReport;
import org.coherer.training.checkpoint.format.SliceSummary;
import org.coherer.training.checkpoint.format.VectorRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the slices of a rank on a thread of its own. The training thread copies its memory once
 * per checkpoint and trains on; if the slice before is still being written then, there is no
 * checkpoint. Its methods are for the training thread.
 */
public final class CheckpointWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  /** Large enough for a disk, small enough for a processor's cache. */
  private static final int BLOCK_BYTES = 1 << 20;

  private final CheckpointStore store;
  private final SliceRole role;
  private final OnFailure onFailure;
  private final SliceListener listener;
  private final Snapshot snapshot;
  private final ExecutorService executor;
  private final SplittableRandom nonces = new SplittableRandom();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile boolean busy;
  private volatile Throwable failure;
  private volatile boolean closed;
  private long skipped;

  /**
   * Creates the writer of a rank, and takes the memory for its copies.
   *
   * @param floats how many floats a slice has; more memory is taken where one has more
   * @param onFailure what becomes of the training when a slice cannot be written
   * @param listener is called on the writer's thread
   */
  public CheckpointWriter(
      CheckpointStore store,
      SliceRole role,
      long floats,
      OnFailure onFailure,
      SliceListener listener) {
    this.store = store;
    this.role = role;
    this.onFailure = onFailure;
    this.listener = listener;
    this.snapshot = new Snapshot(floats);
    this.executor = Executors.newSingleThreadExecutor(this::thread);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "coherer-checkpoint-" + role.rank());
    thread.setDaemon(true);
    return thread;
  }

  /** Returns whether a slice is being written, so that {@link #capture} would skip. */
  public boolean isBusy() {
    return busy;
  }

  /**
   * Copies this rank's slice, to be written while the training goes on. Blocks for the copy alone.
   *
   * @param state what is alike on all ranks; rank 0 reports it
   * @param slice what this rank saves; may be changed once this has returned
   * @return whether it was copied; false if the slice before is still being written
   * @throws CheckpointFailedException if an earlier slice could not be written, and the training is
   *     to fail then
   */
  public boolean capture(CheckpointId id, CheckpointState state, List<RangeValues> slice) {
    checkFailure();
    if (busy) {
      skipped++;
      LOG.info("Skipping checkpoint {}: the one before is still being written", id.name());
      return false;
    }
    snapshot.take(id, state, slice);
    busy = true;
    executor.execute(this::write);
    return true;
  }

  private void write() {
    CheckpointId id = snapshot.id();
    try {
      SliceSummary summary = store.write(header(), snapshot.values());
      Optional<CheckpointState> state =
          role.rank() == 0 ? Optional.of(snapshot.state()) : Optional.empty();
      listener.written(new SliceReport(id, summary, state));
      written.incrementAndGet();
    } catch (IOException | RuntimeException | Error e) {
      fail(id, e);
    } finally {
      busy = false;
    }
  }

  private SliceHeader header() {
    return header(snapshot.id(), role, nonces.nextLong(), snapshot.ranges());
  }

  private static SliceHeader header(
      CheckpointId id, SliceRole role, long nonce, List<VectorRange> ranges) {
    return new SliceHeader(
        id, role.fingerprint().digest(), role.rank(), role.ranks(), nonce, BLOCK_BYTES, ranges);
  }

  /**
   * Writes a slice at once, on the thread of the caller and without a copy, where nothing changes
   * what is saved.
   *
   * @param state what is alike on all ranks
   * @param slice what the rank saves
   * @return the report for the driver
   * @throws IOException if it cannot be written. The message names the file
   */
  public static SliceReport write(
      CheckpointStore store,
      SliceRole role,
      CheckpointId id,
      CheckpointState state,
      List<RangeValues> slice)
      throws IOException {
    List<VectorRange> ranges = slice.stream().map(RangeValues::range).toList();
    long nonce = new SplittableRandom().nextLong();
    SliceSummary summary =
        store.write(
            header(id, role, nonce, ranges), slice.stream().map(RangeValues::values).toList());
    return new SliceReport(id, summary, Optional.of(state));
  }

  private void fail(CheckpointId id, Throwable cause) {
    if (closed) {
      return; // It was abandoned, and nobody waits for it.
    }
    failed.incrementAndGet();
    failure = failure == null ? cause : failure;
    LOG.warn("There is no checkpoint {}: {}", id.name(), cause.getMessage(), cause);
    try {
      listener.failed(id, cause);
    } catch (RuntimeException e) {
      LOG.warn("Cannot report that there is no checkpoint {}", id.name(), e);
    }
  }

  private void checkFailure() {
    if (onFailure == OnFailure.FAIL && failure != null) {
      throw new CheckpointFailedException(
          "A checkpoint could not be written: " + failure.getMessage(), failure);
    }
  }

  /**
   * Waits until the slice under way is durable.
   *
   * @return whether it is, or there was none; false if it takes longer
   * @throws CheckpointFailedException if a slice could not be written, and the training is to fail
   *     then
   * @throws InterruptedException if this thread is interrupted
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(done::countDown);
    boolean idle = done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    checkFailure();
    return idle;
  }

  /** Returns what has become of the checkpoints so far. */
  public Counts counts() {
    return new Counts(written.get(), skipped, failed.get());
  }

  /**
   * How many slices there were.
   *
   * @param written those that are durable
   * @param skipped those that were due while the one before was being written
   * @param failed those that could not be written
   */
  public record Counts(long written, long skipped, long failed) {}

  /** Abandons the slice that is being written, if there is one. Does not wait. */
  @Override
  public void close() {
    closed = true;
    if (busy) {
      LOG.warn("Abandoning checkpoint {}, which is still being written", snapshot.id().name());
    }
    executor.shutdownNow();
  }
}
