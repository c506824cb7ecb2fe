package org.coherer.datasource.cifar;

import java.io.IOException;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.MalformedRecordException;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * A file of records.
 *
 * @param stored the file
 * @param variant what its records are
 */
record CifarFile(StoredFile stored, CifarVariant variant) implements RecordFile {
  /** The null bits that precede the values of a Spark row, and the length of a binary one. */
  private static final int OVERHEAD_BYTES = 16;

  @Override
  public FoundFile found() {
    return stored.found();
  }

  @Override
  public Extent extent(StructType columns) {
    if (!stored.isSplittable()) {
      return Extent.ofFile(stored.length(), OptionalLong.empty(), stored.length());
    }
    long memory = OVERHEAD_BYTES;
    for (StructField field : columns.fields()) {
      memory += field.name().equals(CifarVariant.IMAGE) ? CifarVariant.IMAGE_BYTES : Long.BYTES;
    }
    int bytes = columns.isEmpty() ? 0 : variant.recordBytes();
    return Extent.ofRecords(stored.length() / variant.recordBytes(), bytes, memory);
  }

  @Override
  public RecordReader open(ReadTask task) throws IOException {
    if (stored.isSplittable()) {
      return new CifarReader(this, task, task.span().first(), task.span().end());
    }
    return new CifarReader(this, task, 0, Long.MAX_VALUE);
  }

  /** Returns the exception for a file that ends within a record. */
  IOException truncated(long record, long found) {
    return new IOException(
        at(record, found)
            + "record %d is truncated (%d bytes, must be %d)"
                .formatted(record, found, variant.recordBytes()));
  }

  MalformedRecordException badLabel(long record, String label, int value, byte[] content) {
    return new MalformedRecordException(
        at(record, variant.offsetOf(label))
            + "%s %d of record %d (must be in [0, %d))"
                .formatted(label, value, record, variant.valuesOf(label)),
        content);
  }

  private String at(long record, long offset) {
    return "Cannot read CIFAR file '%s' at byte %d%s: "
        .formatted(
            stored.path(),
            record * variant.recordBytes() + offset,
            stored.isSplittable() ? "" : " of its inflated content");
  }
}
