package org.coherer.training.trainer;

import java.io.Serializable;
import java.util.Objects;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.format.Fingerprint;

/**
 * Where and how often a run leaves checkpoints. It begins at the newest one in the folder.
 *
 * @param location a folder in which no run of another fingerprint leaves any
 * @param fingerprint what runs that may take each other's checkpoints have in common
 * @param library the version of Coherer
 * @param epochs after how many epochs there is one; 0 for only those that {@code steps} asks for
 * @param steps after how many optimizer steps, counted over all epochs; 0 for none within epochs
 * @param toKeep how many are kept beside that of the best epoch, at least 1
 */
public record Checkpointing(
    CheckpointLocation location,
    Fingerprint fingerprint,
    String library,
    int epochs,
    long steps,
    int toKeep)
    implements Serializable {

  /** Checks the numbers. */
  public Checkpointing {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(fingerprint, "fingerprint");
    if (epochs < 0 || steps < 0 || toKeep < 1) {
      throw new IllegalArgumentException(
          "Invalid checkpoints each "
              + epochs
              + " epochs and "
              + steps
              + " steps, "
              + toKeep
              + " of them kept (must be at least 0, 0 and 1)");
    }
  }

  /**
   * Returns whether a checkpoint is due.
   *
   * @param completedEpochs how many epochs are complete
   * @param completedSteps how many steps are complete, over all epochs
   * @param atEnd whether no step of an epoch is under way
   */
  public boolean isDue(int completedEpochs, long completedSteps, boolean atEnd) {
    boolean byEpochs = atEnd && epochs > 0 && completedEpochs % epochs == 0;
    return byEpochs || (steps > 0 && completedSteps % steps == 0);
  }
}
