package org.coherer.training.saving;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.CheckpointStore.Verification;
import org.coherer.training.embedding.file.TableSnapshot;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.tables.TableFolder;

/**
 * The snapshots of embedding tables that a checkpoint refers to, by their paths.
 *
 * @param last that of the moment of the checkpoint
 * @param best that of the best epoch, if its parameters are kept too
 */
public record SavedTables(String last, Optional<String> best) {

  /** Checks that there is one. */
  public SavedTables {
    Objects.requireNonNull(best, "best");
    if (last.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid snapshot of embedding tables '' (must be a path)");
    }
  }

  /** Returns the paths. */
  Set<String> paths() {
    Set<String> paths = new HashSet<>();
    paths.add(last);
    best.ifPresent(paths::add);
    return paths;
  }

  /**
   * Checks that the snapshots are there.
   *
   * @param location that of the checkpoint, with the configuration of file systems
   * @param verification how much of them is read
   * @throws IOException if one is missing or damaged. The message names the file
   * @throws UncheckedIOException if it cannot be told, for the file system fails
   */
  void check(CheckpointLocation location, Verification verification) throws IOException {
    for (String path : paths()) {
      try {
        TableFolder folder = new TableFolder(new CheckpointLocation(path, location.settings()));
        TableSnapshot snapshot = TableSnapshot.open(folder.files());
        if (verification == Verification.CONTENT) {
          snapshot.check();
        }
      } catch (DamagedFileException | FileNotFoundException e) {
        throw new IOException("its embedding tables cannot be used: " + e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Cannot read the embedding tables of a checkpoint: " + e.getMessage(), e);
      }
    }
  }
}
