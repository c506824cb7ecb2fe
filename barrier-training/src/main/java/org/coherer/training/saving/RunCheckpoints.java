package org.coherer.training.saving;

import java.io.IOException;
import java.util.Optional;
import org.coherer.training.checkpoint.CheckpointCommitter;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.SliceReport;
import org.coherer.training.trainer.Checkpointing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, on the driver: commits one when all ranks of the newest attempt have
 * written their slices. Thread-safe.
 */
public final class RunCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  private final Checkpointing settings;
  private final long run;
  private final int ranks;
  private final CheckpointStore store;
  private CheckpointCommitter committer;
  private int attempt = -1;
  private boolean warned;

  /**
   * Checks that files can be written in the folder.
   *
   * @param run the run's token
   * @param ranks how many ranks it has
   * @throws IllegalArgumentException if checkpoints cannot be written there
   */
  public RunCheckpoints(Checkpointing settings, long run, int ranks) {
    this.settings = settings;
    this.run = run;
    this.ranks = ranks;
    try {
      this.store = settings.location().open();
      store.prepare();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Takes what a rank says of its slice. */
  public synchronized void slice(byte[] content) {
    try {
      SliceReport report = SliceReport.decode(content);
      committerOf(report.id()).flatMap(its -> accepted(its, report)).ifPresent(this::tell);
    } catch (IOException e) {
      LOG.warn("Ignores a report of a slice of a checkpoint: {}", e.getMessage());
    }
  }

  /** An attempt that has ended has no say in what the one after it leaves. */
  private Optional<CheckpointCommitter> committerOf(CheckpointId id) {
    if (id.attempt() < attempt) {
      return Optional.empty();
    }
    if (id.attempt() > attempt) {
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

  private Optional<Manifest> accepted(CheckpointCommitter its, SliceReport report) {
    try {
      return its.accept(report);
    } catch (IOException e) {
      if (!warned) {
        LOG.warn("Training goes on without a checkpoint: {}", e.getMessage(), e);
      }
      warned = true;
      return Optional.empty();
    }
  }

  private void tell(Manifest manifest) {
    LOG.info(
        "Checkpoint of {} epochs and {} steps is in {}",
        manifest.id().position().epochs(),
        manifest.id().position().steps(),
        settings.location());
  }
}
