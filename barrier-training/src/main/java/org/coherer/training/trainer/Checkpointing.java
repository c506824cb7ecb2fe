package org.coherer.training.trainer;

import java.io.Serializable;
import java.util.Objects;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.OnFailure;
import org.coherer.training.checkpoint.format.Fingerprint;

/**
 * Where and how often a run leaves checkpoints. It begins at the newest one in the folder.
 *
 * @param location a folder in which no run of another fingerprint leaves any
 * @param fingerprint what runs that may take each other's checkpoints have in common
 * @param library the version of Coherer
 * @param interval how often
 * @param toKeep how many are kept beside that of the best epoch, at least 1
 * @param onFailure what becomes of the run if one cannot be written
 */
public record Checkpointing(
    CheckpointLocation location,
    Fingerprint fingerprint,
    String library,
    CheckpointInterval interval,
    int toKeep,
    OnFailure onFailure)
    implements Serializable {

  /** Checks the numbers. */
  public Checkpointing {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(onFailure, "onFailure");
    if (toKeep < 1) {
      throw new IllegalArgumentException(
          "Invalid number of checkpoints to keep " + toKeep + " (must be at least 1)");
    }
  }

  /** Returns what is told when one cannot be written, and the run is to fail then. */
  public String failure(Throwable cause) {
    return "Cannot write a checkpoint to "
        + location
        + ": "
        + cause.getMessage()
        + " (see that files can be written there, or set onCheckpointFailure to warn)";
  }
}
