package org.coherer.datasource.write;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.datasource.file.FileFilter;

/**
 * The files that a query takes the place of.
 *
 * @param paths those that are not hidden
 */
record OldFiles(List<Path> paths) {
  /** None. */
  static final OldFiles NONE = new OldFiles(List.of());

  private static final int MOST_NAMED = 10;

  OldFiles {
    paths = List.copyOf(paths);
  }

  /** Returns those that are there now. */
  static OldFiles of(Path directory, FileSystem files) throws IOException {
    List<Path> found = new ArrayList<>();
    try {
      collect(directory, files, found);
    } catch (FileNotFoundException e) {
      return NONE;
    }
    return new OldFiles(found);
  }

  /**
   * Deletes as many as can be.
   *
   * @throws IOException if some are left. The message names them
   */
  void delete(FileSystem files) throws IOException {
    List<Path> left = new ArrayList<>();
    IOException first = null;
    for (Path each : paths) {
      try {
        if (!files.delete(each, false) && files.exists(each)) {
          left.add(each);
        }
      } catch (IOException e) {
        left.add(each);
        first = first == null ? e : first;
      }
    }
    if (!left.isEmpty()) {
      throw new IOException(
          "the new files are in their place, but %d of %d old ones cannot be deleted, and readers see both: %s%s%s (delete them by hand, or overwrite again)"
              .formatted(
                  left.size(),
                  paths.size(),
                  left.subList(0, Math.min(MOST_NAMED, left.size())),
                  left.size() > MOST_NAMED ? ", ..." : "",
                  first == null ? "" : ": " + first.getMessage()),
          first);
    }
  }

  /** Collects files rather than directories, into which new files may have been moved by then. */
  private static void collect(Path from, FileSystem files, List<Path> found) throws IOException {
    for (FileStatus status : files.listStatus(from)) {
      if (FileFilter.isHidden(status.getPath().getName())) {
        continue;
      }
      if (status.isDirectory()) {
        collect(status.getPath(), files, found);
      } else {
        found.add(status.getPath());
      }
    }
  }
}
