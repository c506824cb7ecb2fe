package org.coherer.datasource.safetensors;

import java.io.IOException;
import java.util.List;
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
 * A safetensors file; a tensor is a record.
 *
 * @param found the file
 * @param header its header
 * @param areFloats whether values are floats; else they are bytes
 * @param maxTensorBytes the largest tensor whose values are read
 */
record SafetensorsFile(
    FoundFile found, SafetensorsHeader header, boolean areFloats, int maxTensorBytes)
    implements RecordFile {
  private static final int ROW_BYTES = 128;

  @Override
  public Extent extent(StructType columns) {
    long tensors = header.tensors().size();
    boolean hasValues = List.of(columns.fieldNames()).contains(TensorColumns.VALUES);
    long data = found.length() - header.dataStart();
    long bytes = hasValues && tensors > 0 ? data / tensors : 0;
    return Extent.ofRecords(tensors, bytes, ROW_BYTES + bytes);
  }

  @Override
  public RecordReader open(ReadTask task) {
    return new TensorReader(this, task);
  }

  /** Opens a file at a byte. */
  static Content open(FoundFile found, long offset, HadoopSettings hadoop) throws IOException {
    return new Content(
        "safetensors file '%s'".formatted(found.path()),
        false,
        new StoredFile(found, Compression.NONE).open(offset, hadoop),
        offset);
  }
}
