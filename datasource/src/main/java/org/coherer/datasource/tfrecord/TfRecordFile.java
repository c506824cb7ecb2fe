package org.coherer.datasource.tfrecord;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.file.Compression;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * A TFRecord file.
 *
 * @param found the file
 * @param kind what its records are
 * @param maxRecordBytes the longest record that is read
 */
record TfRecordFile(FoundFile found, RecordKind kind, int maxRecordBytes) implements RecordFile {

  @Override
  public Extent extent(StructType columns) {
    return Extent.ofFile(found.length(), OptionalLong.empty(), found.length());
  }

  @Override
  public RecordReader open(ReadTask task) throws IOException {
    return new TfRecordReader(frames(task.hadoop()), kind, task.columns());
  }

  /** Opens the file at its first record. */
  FrameReader frames(HadoopSettings hadoop) throws IOException {
    String name = "TFRecord file '%s'".formatted(found.path());
    InputStream stored =
        new BufferedInputStream(new StoredFile(found, Compression.NONE).open(0, hadoop));
    try {
      stored.mark(RecordCompression.PROBE_BYTES);
      byte[] start = stored.readNBytes(RecordCompression.PROBE_BYTES);
      stored.reset();
      RecordCompression compression = RecordCompression.of(start);
      boolean isInflated = compression != RecordCompression.NONE;
      return new FrameReader(
          new Content(name, isInflated, compression.inflating(stored), 0), maxRecordBytes);
    } catch (IOException e) {
      stored.close();
      throw new Content(name, false, InputStream.nullInputStream(), 0)
          .broken(0, "the file cannot be read: " + e.getMessage(), e);
    }
  }
}
