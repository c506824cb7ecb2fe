package org.coherer.training.saving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.loop.LoopState;
import org.coherer.training.trainer.Checkpointing;

/**
 * Which snapshots of embedding tables the checkpoints of a fit refer to, on the driver: those that
 * are committed, and those that are about to be. Used by one thread.
 */
public final class TableReferences {

  private final CheckpointStore store;
  private final String name;
  private final Map<CheckpointPosition, SavedTables> underWay = new TreeMap<>();

  private TableReferences(CheckpointStore store, String name) {
    this.store = store;
    this.name = name;
  }

  /**
   * Returns those of a fit.
   *
   * @throws UncheckedIOException if the file system cannot be reached
   */
  public static TableReferences of(Checkpointing settings) {
    try {
      return new TableReferences(settings.location().open(), settings.location().name());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open " + settings.location() + " for checkpoints: " + e.getMessage(), e);
    }
  }

  /** Returns the name of the folder of the fit's checkpoints. */
  public String name() {
    return name;
  }

  /** A checkpoint at the end of an epoch is being written, and will be committed or not. */
  public void begun(LoopState state, SavedTables tables) {
    underWay.put(new CheckpointPosition(state.completed().size(), 0), tables);
  }

  /**
   * Returns the folders of all snapshots that a checkpoint refers to.
   *
   * @throws IOException if it cannot be told
   */
  public Set<String> needed() throws IOException {
    Set<String> needed = new HashSet<>();
    Optional<CheckpointPosition> newest = Optional.empty();
    for (Manifest manifest : store.manifests()) {
      CheckpointPosition position = manifest.id().position();
      newest =
          newest.filter(other -> other.compareTo(position) > 0).or(() -> Optional.of(position));
      SavedState.decode(manifest.state().loop())
          .tables()
          .ifPresent(tables -> needed.addAll(tables.paths()));
    }
    // They are committed in their order, or not at all.
    newest.ifPresent(committed -> underWay.keySet().removeIf(any -> any.compareTo(committed) <= 0));
    underWay.values().forEach(tables -> needed.addAll(tables.paths()));
    return needed;
  }
}
