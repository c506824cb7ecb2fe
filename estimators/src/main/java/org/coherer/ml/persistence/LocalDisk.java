package org.coherer.ml.persistence;

import java.nio.file.Paths;
import org.apache.hadoop.fs.Path;

/** The disk of this machine, for Hadoop. */
final class LocalDisk {

  private LocalDisk() {}

  /** Returns a path on it, whatever Hadoop's default file system is. */
  static Path path(String path) {
    return new Path("file", null, Paths.get(path).toAbsolutePath().toString());
  }
}
