package org.coherer.datasource.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.RecordWriter;
import org.coherer.datasource.format.RecordWriterFactory;

/** The files of one attempt of a task, of which at most one is open. */
final class AttemptFiles {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path attempt;
  private final String prefix;
  private final HadoopSettings hadoop;
  private final RecordWriterFactory writers;
  private final List<String> written = new ArrayList<>();
  private OutputStream out;
  private RecordWriter writer;

  /**
   * Makes none yet.
   *
   * @param attempt the directory of the attempt
   * @param prefix how their names begin, which no other task's do
   */
  AttemptFiles(String attempt, String prefix, HadoopSettings hadoop, RecordWriterFactory writers) {
    this.attempt = new Path(attempt);
    this.prefix = prefix;
    this.hadoop = hadoop;
    this.writers = writers;
  }

  /**
   * Opens a new file.
   *
   * @param directory relative to the table's, empty for that itself
   */
  void open(String directory) throws IOException {
    String name = "%s-%d%s".formatted(prefix, written.size(), writers.suffix());
    String file = directory.isEmpty() ? name : directory + Path.SEPARATOR + name;
    FileSystem files = fileSystem();
    if (!written.isEmpty() && !files.exists(attempt)) {
      // A query that has ended does not wait for attempts that others have overtaken.
      throw new IOException(
          "Cannot write '%s': its directory is gone (the query has ended without this attempt)"
              .formatted(new Path(attempt, file)));
    }
    out = new BufferedOutputStream(files.create(new Path(attempt, file)), BUFFER_BYTES);
    written.add(file);
    writer = writers.open(out);
  }

  void write(InternalRow row) throws IOException {
    writer.write(row);
  }

  /** Finishes the open file, if any is. */
  void finish() throws IOException {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      writer = null;
      if (out != null) {
        OutputStream file = out;
        out = null;
        file.close();
      }
    }
  }

  WrittenFiles written() {
    return new WrittenFiles(attempt.toString(), written);
  }

  void delete() throws IOException {
    fileSystem().delete(attempt, true);
  }

  private FileSystem fileSystem() throws IOException {
    return attempt.getFileSystem(hadoop.configuration());
  }
}
