package org.coherer.training.saving;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.coherer.training.checkpoint.CheckpointCommitter;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.checkpoint.OnFailure;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.SliceReport;
import org.coherer.training.checkpoint.format.SliceSummary;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.EventSink;
import org.coherer.training.trainer.Checkpointing;
import org.coherer.training.trainer.TrainingFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, on the driver: commits one when all ranks of the newest attempt have
 * written their slices, on a thread of its own.
 */
public final class RunCheckpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  /** For the last manifest of a run; without it, the checkpoint does not exist. */
  private static final Duration LAST_COMMIT = Duration.ofMinutes(1);

  private final Checkpointing settings;
  private final long run;
  private final EventSink events;
  private final CheckpointStore store;
  private final ExecutorService thread;
  private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
  private CheckpointCommitter committer;
  private volatile int ranks;
  private int attempt = -1;
  private boolean warned;
  private volatile String failure;
  private volatile CheckpointPosition newest;

  /**
   * Checks that files can be written in the folder.
   *
   * @param run the run's token
   * @param events told of each checkpoint, on a thread of its own
   * @throws IllegalArgumentException if checkpoints cannot be written there
   */
  public RunCheckpoints(Checkpointing settings, long run, EventSink events) {
    this.settings = settings;
    this.run = run;
    this.events = events;
    try {
      this.store = settings.location().open();
      store.prepare();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread committing = new Thread(work, "coherer-checkpoints");
              committing.setDaemon(true);
              return committing;
            });
  }

  /** Says how many ranks the attempts that begin from now on have. */
  public void begin(int count) {
    ranks = count;
  }

  /** Takes what a rank says of its slice. Does not wait for files. */
  public void slice(byte[] content) {
    received.add(content);
    try {
      thread.execute(this::commit);
    } catch (RejectedExecutionException e) {
      LOG.debug("A slice comes after the end of its run", e);
    }
  }

  /** Returns why the run must fail, if a checkpoint could not be committed and it is to. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Commits the newest checkpoint of all that was received meanwhile: where they come faster than
   * files are written, those in between are skipped, so that the newest is never far behind.
   */
  private void commit() {
    for (byte[] content = received.poll(); content != null; content = received.poll()) {
      try {
        SliceReport report = SliceReport.decode(content);
        committerOf(report.id()).ifPresent(its -> its.note(report));
      } catch (IOException e) {
        LOG.warn("Ignores a report of a slice of a checkpoint: {}", e.getMessage());
      }
    }
    commitNewest();
  }

  /** An attempt that has ended has no say in what the one after it leaves. */
  private Optional<CheckpointCommitter> committerOf(CheckpointId id) {
    if (id.attempt() < attempt) {
      return Optional.empty();
    }
    if (id.attempt() > attempt) {
      commitNewest(); // The last one of the attempt before.
      attempt = id.attempt();
      committer =
          new CheckpointCommitter(
              store,
              new CheckpointCommitter.Origin(settings.fingerprint(), settings.library()),
              run,
              attempt,
              ranks,
              settings.toKeep());
    }
    return Optional.of(committer);
  }

  private void commitNewest() {
    try {
      if (committer != null) {
        committer.commitNewest().ifPresent(this::tell);
      }
    } catch (IOException e) {
      if (settings.onFailure() == OnFailure.FAIL) {
        failure = settings.failure(e);
      } else if (!warned) {
        LOG.warn("Training goes on without a checkpoint: {}", e.getMessage(), e);
      }
      warned = true;
    }
  }

  /** Returns where the newest checkpoint of this run stands. */
  public Optional<CheckpointPosition> newest() {
    return Optional.ofNullable(newest);
  }

  private void tell(Manifest manifest) {
    newest = manifest.id().position();
    LOG.info(
        "Checkpoint of {} epochs and {} steps is in {}",
        manifest.id().position().epochs(),
        manifest.id().position().steps(),
        settings.location());
    events.onEvent(
        new CheckpointCommitted(
            manifest.id().position().epochs(),
            manifest.id().position().steps(),
            manifest.slices().stream().mapToLong(SliceSummary::bytes).sum()));
  }

  /**
   * Commits what has been reported by ranks that have ended.
   *
   * @throws TrainingFailedException if a checkpoint could not be committed, and the run is to fail
   */
  public void finish() {
    close();
    failure()
        .ifPresent(
            why -> {
              throw new TrainingFailedException(why, null);
            });
  }

  /** Commits what has been reported, for a minute at most; does not wait again. */
  @Override
  public void close() {
    close(LAST_COMMIT);
  }

  /** Commits what has been reported, for so long at most; does not wait again. */
  void close(Duration atMost) {
    if (thread.isShutdown()) {
      return;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The last checkpoint in {} is not committed yet", settings.location());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
