package org.coherer.datasource.npy;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.file.Compression;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.ColumnsReader;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * A file of one array; a row of it is a record.
 *
 * @param found the file
 * @param header of the array
 */
record NpyFile(FoundFile found, NpyHeader header) implements RecordFile {

  /** Reads the header of a file, and checks its length. */
  static NpyFile open(FoundFile found, HadoopSettings hadoop) throws IOException {
    try (Content content = content(found, 0, hadoop)) {
      NpyHeader header = NpyHeaderReader.read(content);
      checkLength(content, header, found.length());
      return new NpyFile(found, header);
    }
  }

  @Override
  public Extent extent(StructType columns) {
    long memory = NpyColumns.memoryBytes(header);
    if (header.isStrided()) {
      return Extent.ofFile(
          found.length(),
          OptionalLong.of(header.rows()),
          Math.multiplyExact(header.rows(), memory));
    }
    long bytes = columns.isEmpty() ? 0 : header.bytesPerRow();
    return Extent.ofRecords(header.rows(), bytes, memory);
  }

  @Override
  public RecordReader open(ReadTask task) throws IOException {
    long first = header.isStrided() ? 0 : task.span().first();
    long rows = header.isStrided() ? header.rows() : task.span().length();
    if (task.columns().isEmpty()) {
      return new ColumnsReader(List.of(), rows);
    }
    long start = header.dataStart() + first * header.bytesPerRow();
    Content content = content(found, start, task.hadoop());
    return new ColumnsReader(List.of(new NpyRows(content, header, first)), rows);
  }

  /**
   * Checks the length of what a header is of.
   *
   * @param content for the error
   * @param header of the array
   * @param bytes the length of header and elements
   * @throws IOException if the elements are not as long as the header says
   */
  static void checkLength(Content content, NpyHeader header, long bytes) throws IOException {
    long there = bytes - header.dataStart();
    if (header.dataBytes() != there) {
      throw content.broken(
          header.dataStart(),
          "%d rows of %d bytes must be here, but there are %d bytes"
              .formatted(header.rows(), header.bytesPerRow(), there));
    }
  }

  private static Content content(FoundFile found, long offset, HadoopSettings hadoop)
      throws IOException {
    return new Content(
        "npy file '%s'".formatted(found.path()),
        false,
        new StoredFile(found, Compression.NONE).open(offset, hadoop),
        offset);
  }
}
