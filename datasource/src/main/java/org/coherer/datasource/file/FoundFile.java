package org.coherer.datasource.file;

import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file as it was listed.
 *
 * @param path the qualified path
 * @param length the number of stored bytes
 * @param modifiedMillis when it was last written, in milliseconds since 1970
 */
public record FoundFile(String path, long length, long modifiedMillis) implements Serializable {

  /**
   * Returns the file of a status.
   *
   * @param status what the file system says
   */
  public static FoundFile of(FileStatus status) {
    return new FoundFile(
        status.getPath().toString(), status.getLen(), status.getModificationTime());
  }

  /** Returns the last part of the path. */
  public String name() {
    return new Path(path).getName();
  }

  /** Returns the qualified path of the directory that it is in. */
  public String directory() {
    return new Path(path).getParent().toString();
  }
}
