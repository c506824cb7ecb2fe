package org.coherer.datasource.write;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the rows of a task. A task without rows has no file. */
final class FileDataWriter implements DataWriter<InternalRow> {
  private final AttemptFiles files;
  private final RowSplitter splitter;
  private final long recordsPerFile;
  private String directory;
  private long records;

  FileDataWriter(AttemptFiles files, RowSplitter splitter, long recordsPerFile) {
    this.files = files;
    this.splitter = splitter;
    this.recordsPerFile = recordsPerFile;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    String next = splitter.directory(row);
    if (!next.equals(directory) || records == recordsPerFile) {
      files.finish();
      files.open(next);
      directory = next;
      records = 0;
    }
    files.write(splitter.record(row));
    records++;
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    files.finish();
    return files.written();
  }

  @Override
  public void abort() throws IOException {
    try {
      files.finish();
    } finally {
      files.delete();
    }
  }

  @Override
  public void close() throws IOException {
    files.finish();
  }
}
