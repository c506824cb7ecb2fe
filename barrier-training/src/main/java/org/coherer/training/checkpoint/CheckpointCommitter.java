package org.coherer.training.checkpoint;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.SliceReport;
import org.coherer.training.checkpoint.format.SliceSummary;

/**
 * Commits checkpoints on the driver, once all ranks of an attempt have reported their slices, and
 * deletes those that are no longer kept. Thread-safe; writes files on the caller's thread.
 */
public final class CheckpointCommitter {

  private final CheckpointStore store;
  private final Origin origin;
  private final CheckpointId attempt;
  private final int ranks;
  private final Retention retention;
  private final TreeMap<CheckpointPosition, Pending> pending = new TreeMap<>();
  private CheckpointPosition committed;

  /**
   * What all checkpoints of a run have in common.
   *
   * @param fingerprint that of the run
   * @param library the version of Coherer
   */
  public record Origin(Fingerprint fingerprint, String library) {}

  private static final class Pending {
    private final SliceSummary[] slices;
    private CheckpointState state;

    Pending(int ranks) {
      slices = new SliceSummary[ranks];
    }

    boolean isComplete() {
      return state != null && Arrays.stream(slices).allMatch(slice -> slice != null);
    }
  }

  /**
   * Creates the committer of an attempt.
   *
   * @param run the token of the run
   * @param attempt the attempt; reports of others are ignored
   * @param ranks how many ranks the attempt has
   * @param toKeep how many checkpoints are kept beside the best one, at least 1
   */
  public CheckpointCommitter(
      CheckpointStore store, Origin origin, long run, int attempt, int ranks, int toKeep) {
    this.store = store;
    this.origin = origin;
    this.attempt = new CheckpointId(new CheckpointPosition(0, 0), run, attempt);
    this.ranks = ranks;
    this.retention = new Retention(store, toKeep);
  }

  /** Takes the report of a rank, unless it is that of another attempt, or too late. */
  public synchronized void note(SliceReport report) {
    CheckpointPosition position = report.id().position();
    int rank = report.slice().rank();
    boolean late = committed != null && position.compareTo(committed) <= 0;
    if (!late && rank < ranks && isOfThisAttempt(report.id())) {
      Pending found = pending.computeIfAbsent(position, any -> new Pending(ranks));
      found.slices[rank] = report.slice();
      report.state().ifPresent(state -> found.state = state);
    }
  }

  /**
   * Commits the newest checkpoint that no report lacks, and deletes older ones as far as they are
   * not kept: also those that came so fast upon each other that they were not committed.
   *
   * @return what was committed; empty if reports are still missing
   * @throws IOException if the checkpoint cannot be committed, and so does not exist. The message
   *     names it; the training may go on without it
   */
  public synchronized Optional<Manifest> commitNewest() throws IOException {
    for (Map.Entry<CheckpointPosition, Pending> entry : pending.descendingMap().entrySet()) {
      if (entry.getValue().isComplete()) {
        CheckpointPosition position = entry.getKey();
        // A rank writes one slice after the other: what is older than this will never be complete.
        pending.headMap(position, true).clear();
        CheckpointId id = new CheckpointId(position, attempt.run(), attempt.attempt());
        return Optional.of(commit(id, entry.getValue()));
      }
    }
    return Optional.empty();
  }

  /**
   * Takes the report of a rank. If it is the last one that a checkpoint lacks, the checkpoint is
   * committed.
   *
   * @return as {@link #commitNewest}
   * @throws IOException as {@link #commitNewest}
   */
  public synchronized Optional<Manifest> accept(SliceReport report) throws IOException {
    note(report);
    return commitNewest();
  }

  /** Forgets a checkpoint of which a rank cannot write its slice. */
  public synchronized void failed(CheckpointId id) {
    if (isOfThisAttempt(id)) {
      pending.remove(id.position());
    }
  }

  private boolean isOfThisAttempt(CheckpointId id) {
    return id.run() == attempt.run() && id.attempt() == attempt.attempt();
  }

  private Manifest commit(CheckpointId id, Pending complete) throws IOException {
    List<SliceSummary> slices = new ArrayList<>(Arrays.asList(complete.slices));
    Manifest manifest;
    try {
      manifest =
          new Manifest(
              id, origin.fingerprint(), origin.library(), Instant.now(), complete.state, slices);
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot commit checkpoint " + id.name() + ": " + e.getMessage(), e);
    }
    store.commit(manifest);
    committed = id.position();
    retention.clean(manifest);
    return manifest;
  }
}
