package org.coherer.training.checkpoint;

import java.util.List;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.checkpoint.format.Manifest;

/** The newest checkpoint in a folder is one of another network, other data or other Params. */
public final class CheckpointMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Fingerprint mine;
  private final transient Fingerprint theirs;
  private final transient List<String> differences;

  CheckpointMismatchException(String checkpoint, Fingerprint mine, Manifest manifest) {
    super(
        "Cannot resume from "
            + checkpoint
            + " (fingerprint "
            + manifest.fingerprint()
            + ", written by Coherer "
            + manifest.library()
            + "): it is not one of this run (fingerprint "
            + mine
            + "). What differs: "
            + String.join("; ", mine.differences(manifest.fingerprint()))
            + ". Fit with the same network, data and Params, or use another folder");
    this.mine = mine;
    this.theirs = manifest.fingerprint();
    this.differences = mine.differences(theirs);
  }

  /** Returns the fingerprint of the run that was to resume. */
  public Fingerprint mine() {
    return mine;
  }

  /** Returns the fingerprint of the checkpoint. */
  public Fingerprint theirs() {
    return theirs;
  }

  /** Returns what differs, a line for each component. */
  public List<String> differences() {
    return differences;
  }
}
