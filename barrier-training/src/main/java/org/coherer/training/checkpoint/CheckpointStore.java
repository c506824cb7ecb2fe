package org.coherer.training.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.SliceHeader;
import org.coherer.training.checkpoint.format.SliceSummary;
import org.coherer.training.checkpoint.format.SliceWriter;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.checkpoint.storage.DurableOutput;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.vector.FlatVector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a folder of any of Hadoop's file systems. Ranks write slices, the driver commits
 * them by a manifest and finds the newest to resume from. Needs no atomic renaming, only that a
 * file which exists is not created again. Thread-safe.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final CheckpointFiles files;

  /** Creates the store of a folder, which need not exist. */
  public CheckpointStore(FileSystem fileSystem, Path folder) {
    this.files = new CheckpointFiles(fileSystem, folder);
  }

  /** Checks what whoever runs the training has put into a checkpoint. */
  @FunctionalInterface
  public interface StateCheck {

    /**
     * Checks {@link CheckpointState#loop}.
     *
     * @throws IOException if it cannot be read. The message says why
     */
    void check(byte[] loop) throws IOException;
  }

  /** How much of a checkpoint is read before it is taken for complete. */
  public enum Verification {
    /** The manifest, and the lengths of all slices. What is altered is found while restoring. */
    LENGTHS,
    /** Every byte: as long as a restore takes. */
    CONTENT
  }

  /**
   * Creates the folder, and a file in it, which it deletes. To be called before any task starts.
   *
   * @throws IOException if checkpoints cannot be written there. The message names the folder
   */
  public void prepare() throws IOException {
    files.prepare("checkpoints");
  }

  /**
   * Writes the slice of a rank, durably.
   *
   * @throws IOException if it cannot be, or is there already. The message names the file
   */
  SliceSummary write(SliceHeader header, List<FlatVector> values) throws IOException {
    String name = header.id().slice(header.rank(), header.ranks());
    DurableOutput out = files.create(name);
    try (out) {
      SliceSummary written = new SliceWriter(out).write(header, values);
      out.commit();
      return written;
    } catch (IOException e) {
      throw abandoned(name, new IOException("Cannot write " + files.path(name) + ": " + e, e));
    } catch (RuntimeException e) {
      throw abandoned(name, e);
    }
  }

  /** Deletes what there is of a file, if that is possible: it would only be litter. */
  private <E extends Throwable> E abandoned(String name, E failure) {
    try {
      files.delete(name);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /**
   * Commits a checkpoint whose slices are all written: from now on it exists. On the driver.
   *
   * @throws DamagedFileException if a slice is not there as it should be
   * @throws IOException if the file system fails; the checkpoint then does not exist, unless its
   *     manifest was whole before that and cannot be deleted
   */
  void commit(Manifest manifest) throws IOException {
    listing().checkSlices(manifest);
    String name = manifest.id().manifest();
    DurableOutput out = files.create(name);
    try (out) {
      manifest.writeTo(out);
      out.commit();
    } catch (IOException e) {
      throw abandoned(name, new IOException("Cannot write " + files.path(name) + ": " + e, e));
    }
  }

  /**
   * Finds the newest checkpoint that can be used. Those that are torn, altered, foreign or of a
   * later version are skipped, each with a warning in the log. On the driver.
   *
   * @param mine the run that is to resume
   * @param check whether the loop's state can be read; an exception skips the checkpoint
   * @param verification how much of it is read
   * @throws CheckpointMismatchException if the newest is that of another network, other data or
   *     other Params
   * @throws IOException if the file system fails: what is there is then not known
   */
  public LatestCheckpoint latest(Fingerprint mine, StateCheck check, Verification verification)
      throws IOException {
    CheckpointListing listing = listing();
    List<LatestCheckpoint.Skipped> skipped = new ArrayList<>();
    for (CheckpointId id : listing.withManifest()) {
      try {
        Checkpoint found = new Checkpoint(files, Manifest.read(files, id));
        checkState(found.manifest(), check);
        listing.checkSlices(found.manifest());
        if (!found.manifest().fingerprint().equals(mine)) {
          throw new CheckpointMismatchException(found.toString(), mine, found.manifest());
        }
        if (verification == Verification.CONTENT) {
          found.verify();
        }
        return new LatestCheckpoint(Optional.of(found), skipped);
      } catch (DamagedFileException e) {
        LOG.warn("Skipping checkpoint {}: {}", id.name(), e.getMessage());
        skipped.add(new LatestCheckpoint.Skipped(id, e));
      }
    }
    return new LatestCheckpoint(Optional.empty(), skipped);
  }

  /**
   * Returns the manifests of all checkpoints, the newest first. Damaged ones are skipped.
   *
   * @throws DamagedFileException if one is of a later version
   * @throws IOException if the file system fails: what is there is then not known
   */
  public List<Manifest> manifests() throws IOException {
    List<Manifest> found = new ArrayList<>();
    for (CheckpointId id : listing().withManifest()) {
      try {
        found.add(Manifest.read(files, id));
      } catch (DamagedFileException e) {
        if (e.damage() == Damage.NEWER) {
          throw e;
        }
      }
    }
    return found;
  }

  /**
   * Returns a checkpoint that is known to be there.
   *
   * @throws DamagedFileException if its manifest is none that can be used
   * @throws IOException if the file system fails
   */
  public Checkpoint open(CheckpointId id) throws IOException {
    return new Checkpoint(files, Manifest.read(files, id));
  }

  private void checkState(Manifest manifest, StateCheck check) throws IOException {
    try {
      check.check(manifest.state().loop());
    } catch (IOException e) {
      throw new DamagedFileException(
          files.path(manifest.id().manifest()), Damage.ALTERED, e.getMessage(), e);
    }
  }

  CheckpointListing listing() throws IOException {
    return new CheckpointListing(files, files.list());
  }

  CheckpointFiles files() {
    return files;
  }

  /** Returns the folder. */
  @Override
  public String toString() {
    return files.toString();
  }
}
