package org.coherer.training.checkpoint;

import java.io.IOException;
import java.util.List;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.file.DamagedFileException;

/** A checkpoint that is complete, to be read from. */
public final class Checkpoint {

  private final CheckpointFiles files;
  private final Manifest manifest;

  Checkpoint(CheckpointFiles files, Manifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /** Returns what it consists of. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Reads elements of its vectors, whichever ranks have written them, on a few threads. Every block
   * is checked on the way; after an exception, memory holds no meaningful values.
   *
   * @param targets which elements, and memory for them
   * @throws DamagedFileException if a slice is not what it was; names file and block
   * @throws IOException if the file system fails
   * @throws IllegalArgumentException if it does not have these elements
   */
  public void restore(List<RangeValues> targets) throws IOException {
    targets.forEach(target -> checkHas(target.range()));
    ParallelReads.run(SliceRead.restoring(files, manifest, targets));
  }

  /**
   * Reads all slices and checks every block.
   *
   * @throws DamagedFileException if a slice is not what it was; names file and block
   * @throws IOException if the file system fails
   */
  public void verify() throws IOException {
    ParallelReads.run(SliceRead.checking(files, manifest));
  }

  private void checkHas(VectorRange range) {
    boolean has =
        manifest.state().vectors().stream()
            .anyMatch(
                vector ->
                    vector.name().equals(range.vector()) && range.chunk().end() <= vector.length());
    if (!has) {
      throw new IllegalArgumentException(
          "Checkpoint "
              + manifest.id().name()
              + " does not have "
              + range
              + " (it has "
              + manifest.state().vectors()
              + ")");
    }
  }

  @Override
  public String toString() {
    return files.path(manifest.id().name());
  }
}
