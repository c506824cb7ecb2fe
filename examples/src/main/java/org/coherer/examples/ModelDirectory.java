package org.coherer.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;

/**
 * A directory with a saved model, which a newer one replaces in a single move: a reader finds the
 * old model, the new one or for a moment none, but never a partial one.
 *
 * @param path the directory, on any Hadoop file system
 */
record ModelDirectory(String path) {

  /**
   * Returns normally if a model may be saved here.
   *
   * @throws IllegalArgumentException if the directory holds something other than a model
   */
  void checkReplaceable(Configuration hadoop) throws IOException {
    Path directory = new Path(path);
    FileSystem files = directory.getFileSystem(hadoop);
    try {
      boolean empty = files.listStatus(directory).length == 0;
      if (!empty && !files.exists(new Path(directory, "metadata"))) {
        throw new IllegalArgumentException(
            "Cannot save a model in "
                + path
                + ": it holds something else (name another directory)");
      }
    } catch (FileNotFoundException e) {
      // Nothing is there that could be lost.
    }
  }

  /** Saves a model beside, then moves it here. */
  void save(PipelineModel model, Configuration hadoop) throws IOException {
    Path directory = new Path(path);
    FileSystem files = directory.getFileSystem(hadoop);
    Path fresh = directory.suffix(".new-" + UUID.randomUUID());
    Path old = directory.suffix(".old-" + UUID.randomUUID());
    try {
      model.write().save(fresh.toString());
      if (files.exists(directory)) {
        move(files, directory, old);
      }
      move(files, fresh, directory);
    } finally {
      files.delete(fresh, true);
      if (files.exists(directory)) {
        files.delete(old, true);
      }
    }
  }

  private static void move(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot move " + from + " to " + to);
    }
  }
}
