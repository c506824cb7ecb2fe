package org.coherer.datasource.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what tasks have written, on the driver. */
final class FileBatchWrite implements BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(FileBatchWrite.class);

  /** The file that Hadoop's jobs leave where they have succeeded; it is hidden. */
  private static final String SUCCESS = "_SUCCESS";

  private final WriteTarget target;
  private final boolean overwrites;
  private final Path directory;
  private final List<Path> inPlace = new ArrayList<>();

  FileBatchWrite(WriteTarget target, boolean overwrites) {
    this.target = target;
    this.overwrites = overwrites;
    directory = new Path(target.directory());
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    return new FileWriterFactory(target);
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    try {
      FileSystem files = directory.getFileSystem(target.hadoop().configuration());
      files.mkdirs(directory);
      OldFiles old = overwrites ? OldFiles.of(directory, files) : OldFiles.NONE;
      for (WriterCommitMessage message : messages) {
        move((WrittenFiles) message, files);
      }
      inPlace.clear(); // from here on, an abort must not delete what takes the place of old files
      old.delete(files);
      tidyUp(files);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot commit files in '%s': %s".formatted(directory, e.getMessage()), e);
    }
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    try {
      FileSystem files = directory.getFileSystem(target.hadoop().configuration());
      for (Path each : inPlace) {
        files.delete(each, false);
      }
      files.delete(target.staging(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot delete '%s' of a query that has failed: %s (delete it by hand; readers do not see it)"
              .formatted(target.staging(), e.getMessage()),
          e);
    }
  }

  /**
   * Does what comes after the commit. It must not fail the query: its files are in place, where a
   * query that is tried again would add their rows once more.
   */
  private void tidyUp(FileSystem files) {
    try {
      files.delete(target.staging(), true);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Cannot delete '{}' of a query that has succeeded (delete it by hand; readers do not see it)",
          target.staging(),
          e);
    }
    Path success = new Path(directory, SUCCESS);
    try {
      files.create(success, true).close();
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Cannot create '{}' of a query that has succeeded (create it by hand if something waits for it)",
          success,
          e);
    }
  }

  private void move(WrittenFiles written, FileSystem files) throws IOException {
    for (String file : written.files()) {
      Path to = new Path(directory, file);
      files.mkdirs(to.getParent());
      if (!files.rename(new Path(written.attempt(), file), to)) {
        throw new IOException("'%s' cannot be moved to its place".formatted(to));
      }
      inPlace.add(to);
    }
  }
}
