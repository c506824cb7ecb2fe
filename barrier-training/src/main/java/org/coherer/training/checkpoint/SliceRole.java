package org.coherer.training.checkpoint;

import java.util.Objects;
import org.coherer.training.checkpoint.format.Fingerprint;

/**
 * Whose slices a writer writes.
 *
 * @param fingerprint that of the run
 * @param rank the rank
 * @param ranks how many ranks there are
 */
public record SliceRole(Fingerprint fingerprint, int rank, int ranks) {

  /** Checks the rank. */
  public SliceRole {
    Objects.requireNonNull(fingerprint, "fingerprint");
    if (rank < 0 || rank >= ranks) {
      throw new IllegalArgumentException("Invalid rank " + rank + " of " + ranks);
    }
  }
}
