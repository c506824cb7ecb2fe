package org.coherer.training.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.SliceSummary;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;

/** The files of a folder, by the checkpoint to which their names say that they belong. */
final class CheckpointListing {

  private final CheckpointFiles files;
  private final Map<CheckpointId, Map<String, FileStatus>> found = new HashMap<>();

  CheckpointListing(CheckpointFiles files, List<FileStatus> all) {
    this.files = files;
    for (FileStatus status : all) {
      String name = status.getPath().getName();
      CheckpointId.ofFile(name)
          .ifPresent(id -> found.computeIfAbsent(id, any -> new HashMap<>()).put(name, status));
    }
  }

  /** Returns the checkpoints that have a manifest, the newest first. */
  List<CheckpointId> withManifest() {
    Comparator<CheckpointId> oldestFirst =
        Comparator.comparing(CheckpointId::position)
            .thenComparing(id -> found.get(id).get(id.manifest()).getModificationTime())
            .thenComparing(CheckpointId::attempt);
    return found.keySet().stream()
        .filter(id -> found.get(id).containsKey(id.manifest()))
        .sorted(oldestFirst.reversed())
        .toList();
  }

  /** Returns all checkpoints that have a file. */
  List<CheckpointId> all() {
    return List.copyOf(found.keySet());
  }

  /** Returns the names of the files of a checkpoint, that of the manifest first. */
  List<String> namesOf(CheckpointId id) {
    List<String> names = new ArrayList<>(found.get(id).keySet());
    names.sort(Comparator.comparing((String name) -> !name.equals(id.manifest())));
    return names;
  }

  /** Returns when the last file of a checkpoint was written, in milliseconds since 1970. */
  long lastWritten(CheckpointId id) {
    return found.get(id).values().stream()
        .mapToLong(FileStatus::getModificationTime)
        .max()
        .orElse(0);
  }

  /**
   * Checks that all slices are there, as long as they should be.
   *
   * @throws DamagedFileException if not. The message names the first that is not
   */
  void checkSlices(Manifest manifest) throws DamagedFileException {
    Map<String, FileStatus> present = found.getOrDefault(manifest.id(), Map.of());
    for (SliceSummary slice : manifest.slices()) {
      String name = manifest.fileOf(slice);
      FileStatus status =
          Optional.ofNullable(present.get(name))
              .orElseThrow(
                  () ->
                      new DamagedFileException(
                          files.path(name), Damage.MISSING, "there is no such file"));
      slice.checkLength(status.getLen(), files.path(name));
    }
  }
}
