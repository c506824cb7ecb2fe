package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a folder, or a file, as a whole or not at all.
 *
 * <p>Everything goes into a hidden one beside the target, and is renamed to it when it is complete.
 * What was there before is renamed out of the way right before that, deleted right after, and
 * renamed back if the second renaming fails. So a failure leaves what was there, and a reader sees
 * the old, the new, or for a moment none, but no mixture. Where renaming a folder is a copy, as in
 * object stores, that moment is as long as the copy takes.
 */
final class FolderSwap {

  private final FileSystem files;
  private final Path target;

  FolderSwap(FileSystem files, Path target) {
    this.files = files;
    this.target = target;
    if (target.getParent() == null) {
      throw new IllegalArgumentException(
          "Cannot write to " + target + ": it is the root (must be a folder below it)");
    }
  }

  /** Writes a file, or all files of a folder, which it may have to make first. */
  interface Content {
    void writeTo(Path place) throws IOException;
  }

  /**
   * Writes the target.
   *
   * @param overwrite whether there may be one already, which is replaced
   * @throws IOException if there is one that may not be replaced, or anything fails
   */
  void write(boolean overwrite, Content content) throws IOException {
    if (!overwrite && files.exists(target)) {
      throw exists();
    }
    Path fresh = sibling("new");
    try {
      content.writeTo(fresh);
      moveIn(fresh, overwrite);
    } catch (IOException | RuntimeException | Error e) {
      try {
        files.delete(fresh, true);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private IOException exists() {
    return new IOException(
        "Path "
            + target
            + " already exists. To overwrite it, please use write().overwrite().save(path).");
  }

  private Path sibling(String state) {
    return new Path(
        target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + "." + state);
  }

  private void moveIn(Path fresh, boolean overwrite) throws IOException {
    if (!files.exists(target)) {
      rename(fresh, target);
      return;
    }
    if (!overwrite) {
      throw exists();
    }
    Path old = sibling("old");
    rename(target, old);
    try {
      rename(fresh, target);
    } catch (IOException | RuntimeException | Error e) {
      putBack(old, e);
      throw e;
    }
    if (!files.delete(old, true)) {
      throw new IOException(
          "Wrote " + target + ", but cannot delete what was there before (delete " + old + ")");
    }
  }

  private void putBack(Path old, Throwable failure) {
    try {
      rename(old, target);
    } catch (IOException e) {
      failure.addSuppressed(
          new IOException("Cannot put back " + target + " (rename " + old + " to it)", e));
    }
  }

  /** Hadoop's renaming says no, or moves into a folder that has come up meanwhile. */
  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to + " (the file system refuses)");
    }
    Path inside = new Path(to, from.getName());
    // Some file systems refuse to look for something inside a file.
    if (files.getFileStatus(to).isDirectory() && files.exists(inside)) {
      files.delete(inside, true);
      throw new IOException(
          "Cannot rename " + from + " to " + to + ": somebody else has written there meanwhile");
    }
  }
}
