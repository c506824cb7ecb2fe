package org.coherer.connector.tensorboard;

import java.io.IOException;
import java.time.Clock;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.coherer.connector.report.FitObserver;
import org.coherer.training.checkpoint.storage.CheckpointFiles;

/** Folders that TensorBoard watches. */
public final class TensorBoard {

  private TensorBoard() {}

  /**
   * Returns the observer of one fit, which writes what it sees into a new folder in this one. It is
   * to be closed at the end.
   *
   * @param folder on any Hadoop file system; made if it is not there
   * @param spark has the settings of file systems
   * @throws IllegalArgumentException if files cannot be created and deleted there
   */
  public static FitObserver in(String folder, SparkContext spark) {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(spark.hadoopConfiguration());
      new CheckpointFiles(files, path).prepare("what TensorBoard shows");
      return new FitEvents(files, path, Clock.systemUTC(), System::nanoTime);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid tensorBoardDir " + folder + ": " + e.getMessage(), e);
    }
  }
}
