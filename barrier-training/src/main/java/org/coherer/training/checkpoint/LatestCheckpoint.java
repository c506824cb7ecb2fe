package org.coherer.training.checkpoint;

import java.util.List;
import java.util.Optional;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.file.DamagedFileException;

/**
 * What a folder has to resume from.
 *
 * @param checkpoint the newest checkpoint that can be used; empty if there is none
 * @param skipped newer ones that cannot
 */
public record LatestCheckpoint(Optional<Checkpoint> checkpoint, List<Skipped> skipped) {

  /**
   * A checkpoint that cannot be used.
   *
   * @param id which one
   * @param cause names the file and what is wrong with it
   */
  public record Skipped(CheckpointId id, DamagedFileException cause) {}

  /** Copies the list. */
  public LatestCheckpoint {
    skipped = List.copyOf(skipped);
  }
}
